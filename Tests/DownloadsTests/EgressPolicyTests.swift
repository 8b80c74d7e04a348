import Testing

@testable import Downloads

@Suite struct EgressPolicyTests {
  private func verdict(
    _ policy: EgressPolicy, _ target: String, _ addresses: String...
  ) throws -> EgressPolicy.Verdict {
    policy.verdict(
      try #require(EgressTarget(target)),
      addresses: try addresses.map { try #require(IPAddress($0)) })
  }

  @Test(arguments: [
    "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255",
    "127.0.0.1",
    "127.255.255.255", "169.254.0.0", "169.254.169.254", "172.16.0.0", "172.31.255.255",
    "192.0.0.0",
    "192.0.0.255", "192.0.2.1", "192.88.99.1", "192.168.0.0", "192.168.255.255", "198.18.0.0",
    "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.0", "239.1.1.1", "240.0.0.0",
    "255.255.255.255", "168.63.129.16", "::", "::1", "::7f00:1", "::ffff:10.0.0.7",
    "64:ff9b::a00:7",
    "100::1", "1fff:ffff::1", "2001::1", "2001:1ff:ffff::1", "2001:db8::1", "2002:7f00:1::1",
    "3fff::1",
    "3fff:fff:ffff::1", "4000::1", "fc00::1", "fdff::1", "fe80::1", "fec0::1", "ff02::1",
  ])
  func deniesWhatIsNotPublicUnicast(address: String) throws {
    guard case .denied = try verdict(try EgressPolicy(), "music.example:443", address) else {
      Issue.record("\(address) was allowed")
      return
    }
  }

  @Test(arguments: [
    "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
    "128.0.0.0",
    "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0",
    "192.88.98.255", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
    "198.51.101.0",
    "203.0.114.0", "223.255.255.255", "168.63.129.15", "168.63.129.17", "2000::1", "2001:200::1",
    "2001:db7::1", "2001:db9::1", "2003::1", "2606:4700::1111", "3fff:1000::1", "3ffe::1",
  ])
  func allowsPublicAddresses(address: String) throws {
    let verdict = try verdict(try EgressPolicy(), "music.example:443", address)
    #expect(verdict == .allowed([try #require(IPAddress(address))]))
  }

  @Test func oneDeniedAddressDeniesTheWhole() throws {
    let verdict = try verdict(try EgressPolicy(), "evil.example:80", "1.1.1.1", "10.0.0.7")
    #expect(verdict == .denied("evil.example leads to 10.0.0.7, a private address"))
  }

  @Test func namesTheAddressThatWasAskedFor() throws {
    let verdict = try verdict(try EgressPolicy(), "10.0.0.7:80", "10.0.0.7")
    #expect(verdict == .denied("10.0.0.7 is a private address"))
  }

  @Test func deniesAHostWithoutAddresses() throws {
    #expect(try verdict(try EgressPolicy(), "a.example:80") == .denied("a.example has no address"))
  }

  @Test func deniesItsOwnAddresses() throws {
    var policy = try EgressPolicy()
    policy.ownAddresses = [try #require(IPAddress("1.1.1.1"))]
    let verdict = try verdict(policy, "me.example:80", "1.1.1.1")
    #expect(verdict == .denied("me.example leads to 1.1.1.1, an address of this server"))
  }

  @Test(arguments: [22, 8080, 1, 65535])
  func deniesOtherPorts(port: Int) throws {
    let verdict = try verdict(try EgressPolicy(), "a.example:\(port)", "1.1.1.1")
    #expect(verdict == .denied("port \(port) is not allowed"))
  }

  @Test(arguments: [
    ("127.0.0.0/8", "a.example:8000", "127.0.0.1"), ("10.0.0.7", "a.example:22", "10.0.0.7"),
    ("a.example:8000", "a.example:8000", "127.0.0.1"),
    ("A.Example.:8000", "a.example:8000", "10.0.0.1"),
    (" 10.0.0.0/8 , 127.0.0.1:8000,", "127.0.0.1:8000", "127.0.0.1"),
    ("127.0.0.1:8000", "a.example:8000", "127.0.0.1"), ("[::1]:8000", "[::1]:8000", "::1"),
    ("::1/128", "[::1]:99", "::1"), ("1.1.1.0/24", "a.example:2222", "1.1.1.1"),
  ])
  func operatorsPermitMore(allow: String, target: String, address: String) throws {
    let verdict = try verdict(try EgressPolicy(allow: allow), target, address)
    #expect(verdict == .allowed([try #require(IPAddress(address))]))
  }

  @Test(arguments: [
    ("127.0.0.1:8000", "127.0.0.1:8001", "127.0.0.1"),
    ("a.example:8000", "b.example:8000", "127.0.0.1"),
    ("10.0.0.0/8", "a.example:80", "192.168.0.1"), ("a.example:8000", "a.example:80", "127.0.0.1"),
  ])
  func permitsNoMoreThanListed(allow: String, target: String, address: String) throws {
    guard case .denied = try verdict(try EgressPolicy(allow: allow), target, address) else {
      Issue.record("\(allow) let \(target) pass")
      return
    }
  }

  @Test(arguments: [
    "nonsense", "10.0.0.5/8", "10.0.0.0/33", "a.example:0", "a.example:", "a b:80", "127.1:80",
  ])
  func refusesAWrongAllowList(entry: String) {
    #expect(throws: EgressPolicyError.wrongAllow(entry)) {
      try EgressPolicy(allow: "10.0.0.0/8,\(entry)")
    }
  }

  @Test(arguments: ["", ",", "0", "80,http", "65536", "-1", "+80", "80-90"])
  func refusesWrongPorts(ports: String) {
    #expect(throws: EgressPolicyError.wrongPorts(ports)) { try EgressPolicy(ports: ports) }
  }

  @Test(arguments: [
    ("127.0.0.1:80", false), ("localhost:80", false), ("a.localhost:443", false),
    ("1.1.1.1:22", false),
    ("a.example:22", false), ("a.example:80", true), ("1.1.1.1:443", true),
    ("notlocalhost:80", true),
  ])
  func judgesWithoutALookUp(target: String, passes: Bool) throws {
    let target = try #require(EgressTarget(target))
    #expect((try EgressPolicy().refusal(beforeResolving: target) == nil) == passes)
  }

  @Test(arguments: ["192.168.1.0/24", "192.168.1.5:8000"])
  func leavesPortsOfNamesThatMayBePermittedToTheVerdict(allow: String) throws {
    let policy = try EgressPolicy(allow: allow)
    #expect(policy.refusal(beforeResolving: try #require(EgressTarget("nas.lan:8000"))) == nil)
    #expect(try verdict(policy, "nas.lan:8000", "192.168.1.5") == .allowed([.v4(0xc0a8_0105)]))
    #expect(
      try verdict(policy, "nas.lan:8000", "1.1.1.1") == .denied("port 8000 is not allowed"))
  }

  @Test(arguments: [
    ("Example.COM.:80", "example.com:80"), ("127.0.0.1.:80", "127.0.0.1:80"),
    ("[::FFFF:7f00:1]:1", "127.0.0.1:1"),
    ("[2001:DB8::0]:65535", "[2001:db8::]:65535"), ("my_host-1:443", "my_host-1:443"),
  ])
  func readsTargets(text: String, printed: String) {
    #expect(EgressTarget(text)?.description == printed)
  }

  @Test(arguments: [
    "", ":80", "a", "a:", "a:0", "a:65536", "a:080808", "a:+80", "a:８０", "a:80:80", "::1:80",
    "[::1]", "[::1", "[]:80",
    "[1.2.3.4]:80", "[::1%25lo]:80", "[::1%lo]:80", "[::1]x:80", "127.1:80", "0x7f000001:80",
    "2130706433:80",
    "017700000001:80", "0177.0.0.1:80", "1.2.3.4.5:80", "a.0x7f:80", "a..b:80", ".a:80", "a%2e:80",
    "u@a:80", "a b:80",
    "müsic.example:80", "１２７.0.0.1:80", "a/b:80", "a\0:80", "a\r\n:80", "127.0.0.1..:80", ".:80",
    "a:80 ",
  ])
  func refusesOddTargets(text: String) {
    #expect(EgressTarget(text) == nil)
  }

  @Test func cutsLongNamesOutOfReasons() throws {
    let name = Array(repeating: String(repeating: "a", count: 60), count: 4).joined(separator: ".")
    guard case .denied(let reason) = try verdict(try EgressPolicy(), "\(name):80", "fe80::1") else {
      Issue.record("allowed")
      return
    }
    #expect(reason.utf8.count < 200)
  }
}
