import Testing

@testable import APIServer

@Suite struct PasswordHashTests {
  @Test func verifiesItsOwnPasswordAlone() async throws {
    let hash = try await PasswordHash.make("correct horse")
    #expect(try await PasswordHash.verify("correct horse", hash))
    #expect(try await !PasswordHash.verify("correct horsf", hash))
    #expect(try await !PasswordHash.verify("", hash))
  }

  @Test func saltsEachHash() async throws {
    #expect(try await PasswordHash.make("same") != PasswordHash.make("same"))
  }

  @Test(arguments: [nil, "", "scrypt$15$8$3$$", "scrypt$99$8$1$AAAA$AAAA", "bcrypt$1$2$3$4$5"])
  func refusesWhereThereIsNoUsableHash(hash: String?) async throws {
    #expect(try await !PasswordHash.verify("anything", hash))
  }
}
