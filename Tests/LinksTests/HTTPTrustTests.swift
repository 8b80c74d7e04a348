import Foundation
import Links
import TestSupport
import Testing

/// Whom a ``WebClient`` believes.
@Suite struct HTTPTrustTests {
  private func status(at site: HTTPSite, trusting authorities: String?) async throws -> Int {
    let url = try #require(WebURL(site.address + "/status/200"))
    return try await WebClient(authorities: authorities).send(WebRequest(.get, url)).status
  }

  @Test func trustsOnlyAuthoritiesThatItKnows() async throws {
    let authority = try await HTTPAuthority()
    let site = try await HTTPSite(certificate: try await authority.certify("IP:127.0.0.1"))
    #expect(try await status(at: site, trusting: authority.certificate) == 200)
    let stranger = try await HTTPAuthority()
    for authorities in [nil, stranger.certificate] {
      let error = await #expect(throws: WebError.self) {
        try await status(at: site, trusting: authorities)
      }
      #expect(error?.code == .untrusted)
    }
  }

  @Test func refusesTheCertificateOfAnotherName() async throws {
    let authority = try await HTTPAuthority()
    let site = try await HTTPSite(certificate: try await authority.certify("DNS:site.example"))
    let error = await #expect(throws: WebError.self) {
      try await status(at: site, trusting: authority.certificate)
    }
    #expect(error?.code == .untrusted)
  }

  @Test func trustsNobodyWhereTheAuthoritiesCannotBeRead() async throws {
    let authority = try await HTTPAuthority()
    let site = try await HTTPSite(certificate: try await authority.certify("IP:127.0.0.1"))
    let error = await #expect(throws: WebError.self) {
      try await status(at: site, trusting: "/nowhere/ca.pem")
    }
    #expect(error?.code == .failed)
  }
}
