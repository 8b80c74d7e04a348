import Runtime

extension SettingsReader {
  /// Where downloads wait unless another folder is configured.
  ///
  /// In the library, so that a finished track is moved and not copied.
  package static func defaultStagingFolder(inLibrary folder: String) -> String {
    folder + "/.tonearm/staging"
  }
}
