import Downloads
import Runtime

extension EgressPolicy {
  /// The configured policy. Throws ``SettingError`` at a wrong setting.
  package init(_ settings: CommonSettings) throws(SettingError) {
    do {
      try self.init(allow: settings.egressAllow, ports: settings.egressPorts)
    } catch {
      let key: SettingKey = if case .wrongPorts = error { .egressPorts } else { .egressAllow }
      throw SettingError(key, value: error.value, allowed: error.allowed)
    }
  }
}
