import Testing

@testable import Downloads

@Suite struct IPAddressTests {
  @Test(arguments: [
    ("0.0.0.0", "0.0.0.0"), ("127.0.0.1", "127.0.0.1"), ("255.255.255.255", "255.255.255.255"),
    ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("2001:DB8::A", "2001:db8::a"),
    ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
    ("0:0:0:0:0:0:0:0", "::"), ("1:0:0:2:0:0:0:3", "1:0:0:2::3"),
    ("64:ff9b::1.2.3.4", "64:ff9b::102:304"),
    ("fe80:0:0:0:0:0:0:1", "fe80::1"),
  ])
  func printsWhatItReads(text: String, canonical: String) {
    #expect(IPAddress(text)?.description == canonical)
  }

  @Test(arguments: [
    "", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.04", "1.2.3.+4", "1.2.3.-0",
    "1.2.3.4.",
    "127.1", "0x7f000001", "2130706433", "017700000001", " 1.2.3.4", "1.2.3.4\n", "１.2.3.4", ":",
    ":::", "1:2",
    "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "g::", "::1%eth0", "[::1]",
    "::1.2.3",
    "1.2.3.4::", "1:2:3:4:5:6:7:1.2.3.4", "::1:2:3:4:5:6:7:8", "+1::", ":1::", "1:::2", "::1:",
    "1:\u{301}:",
  ])
  func refusesWhatIsNotCanonical(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test(arguments: ["::ffff:127.0.0.1", "::ffff:7f00:1", "0:0:0:0:0:FFFF:7F00:0001"])
  func readsMappedAddressesAsIPv4(text: String) {
    #expect(IPAddress(text) == .v4(0x7f00_0001))
  }

  @Test(arguments: [
    ("10.0.0.0/8", "10.255.0.1", "11.0.0.0"), ("0.0.0.0/0", "255.0.0.1", "::1"),
    ("::/0", "ffff::1", "1.2.3.4"), ("192.168.1.5", "192.168.1.5", "192.168.1.6"),
    ("2001:db8::/32", "2001:db8:ffff::1", "2001:db9::"), ("::1/128", "::1", "::2"),
    ("::ffff:10.0.0.0/104", "10.1.2.3", "11.0.0.0"),
    ("224.0.0.0/3", "255.1.1.1", "223.255.255.255"),
  ])
  func blocksHoldTheirAddresses(block: String, inside: String, outside: String) throws {
    let block = try #require(IPAddressBlock(block))
    #expect(block.contains(try #require(IPAddress(inside))))
    #expect(!block.contains(try #require(IPAddress(outside))))
  }

  @Test(arguments: [
    "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/+8", "10.0.0.0/8/8", "10.0.0.5/8",
    "::/129", "/8",
    "::ffff:10.0.0.0/8", "10.0.0.0/99999999999999999999", "10/8", "example.com/8",
  ])
  func refusesWrongBlocks(text: String) {
    #expect(IPAddressBlock(text) == nil)
  }
}
