import Broker
import Downloads
import Hosting
import Runtime
import Testing

/// The settings that both programs turn into something that works.
@Suite struct SharedSettingsTests {
  private func settings(_ values: [SettingKey: String]) throws -> CommonSettings {
    try CommonSettings(SettingsReader(values: values))
  }

  @Test(arguments: [
    (SettingKey.egressAllow, "10.0.0.0/33"), (.egressAllow, "nas"), (.egressPorts, "80,http"),
    (.egressPorts, "65536"),
  ])
  func namesTheEgressSettingThatIsWrong(key: SettingKey, value: String) throws {
    let settings = try settings([key: value])
    let error = #expect(throws: SettingError.self) { try EgressPolicy(settings) }
    #expect(error?.description.hasPrefix("\(key.variable) is ") == true)
  }

  @Test(arguments: [("10.1.2.3", true), ("10.2.2.3", false)])
  func allowsTheConfiguredNetworks(address: String, isAllowed: Bool) throws {
    let policy = try EgressPolicy(try settings([.egressAllow: "10.1.0.0/16"]))
    let target = try #require(EgressTarget("\(address):80"))
    let addresses = [try #require(IPAddress(address))]
    guard case .allowed = policy.verdict(target, addresses: addresses) else {
      #expect(!isAllowed)
      return
    }
    #expect(isAllowed)
  }

  @Test func doesNotShowTheURLOfRedis() throws {
    let settings = try settings([.redisURL: "redis://listener:hush@host:port/"])
    let error = #expect(throws: SettingError.self) { _ = try BrokerConnections(settings) }
    #expect(error?.description.hasPrefix("TONEARM_REDIS_URL is ") == true)
    #expect(error?.description.contains("hush") == false)
  }

  @Test func stagesInTheLibraryByDefault() {
    #expect(
      SettingsReader.defaultStagingFolder(inLibrary: "/srv/music")
        == "/srv/music/.tonearm/staging")
  }
}
