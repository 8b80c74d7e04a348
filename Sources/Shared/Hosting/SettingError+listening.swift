import NIOCore
import Runtime

extension SettingError {
  /// The server cannot listen on the address of `key`; `shown` is that address.
  package init(_ key: SettingKey, cannotListenOn shown: String, _ error: IOError) {
    self.init(
      key, value: shown,
      allowed: "an address that this machine has and nobody else listens on (\(error))")
  }
}
