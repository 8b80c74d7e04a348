/// What a worker says of itself, time and again.
package struct WorkerReport: Sendable, Equatable, Codable {
  /// Unique to the process.
  package var name: String
  /// The kinds of work that it takes on.
  package var roles: [String]
  /// The storage that its staging folder is on.
  package var stagingDomain: String
  /// Whether it can bring files into the library; nil where that is not its work.
  package var libraryWritable: Bool?
  /// Bytes that the library's disk has left; nil where it cannot tell.
  package var libraryFreeBytes: Int?
  /// Bytes that the disk of the staging folder has left; nil where it cannot tell.
  package var stagingFreeBytes: Int?
  /// Tonearm's version.
  package var version: String
  /// yt-dlp's version.
  package var ytDlpVersion: String
  /// ffmpeg's version.
  package var ffmpegVersion: String
  /// The version of deno, yt-dlp's JavaScript runtime.
  package var denoVersion: String
  /// Whether fetching programs run behind a wall of the kernel's.
  package var sandbox: Bool

  /// A report with these values.
  package init(
    name: String, roles: [String], stagingDomain: String, libraryWritable: Bool? = nil,
    libraryFreeBytes: Int? = nil, stagingFreeBytes: Int? = nil, version: String,
    ytDlpVersion: String, ffmpegVersion: String, denoVersion: String, sandbox: Bool
  ) {
    self.name = name
    self.roles = roles
    self.stagingDomain = stagingDomain
    self.libraryWritable = libraryWritable
    self.libraryFreeBytes = libraryFreeBytes
    self.stagingFreeBytes = stagingFreeBytes
    self.version = version
    self.ytDlpVersion = ytDlpVersion
    self.ffmpegVersion = ffmpegVersion
    self.denoVersion = denoVersion
    self.sandbox = sandbox
  }
}
