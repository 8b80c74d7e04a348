import Logging

/// The process's logging.
package enum LoggingSetup {
  /// Makes the loggers of this process, as `log.level` and `log.format` say. Call once, first of all.
  ///
  /// With `quiet`, for commands that people run by hand, nothing below a warning is shown.
  package static func bootstrap(_ settings: SettingsReader, quiet: Bool = false)
    throws(SettingError)
  {
    let configured: Logger.Level = try settings.choice(.logLevel)
    let level = quiet ? max(configured, .warning) : configured
    let format: LogFormat = try settings.choice(.logFormat)
    LoggingSystem.bootstrap { label in
      LineLogHandler(label: label, format: format, logLevel: level)
    }
  }
}

/// How log lines are written.
package enum LogFormat: String, Sendable, CaseIterable {
  case text
  case json
}
