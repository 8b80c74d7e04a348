import Foundation
import Testing

@testable import Worker

@Suite struct NotificationSettingsTests {
  @Test func tellsNobodyByDefault() throws {
    let settings = try NotificationSettings()
    #expect(settings.subsonic == nil && settings.jellyfin == nil && settings.webhook == nil)
  }

  @Test func showsNoSecret() throws {
    let settings = try NotificationSettings(
      subsonicURL: "http://user:word@nas:4533/music", jellyfinURL: "https://nas:8096/",
      jellyfinKey: "c0ffee", webhookURL: "https://hook.example/secret?secret",
      webhookSecret: NotificationFixture.secret)
    let shown = "\(settings)"
    #expect(shown.contains("Subsonic at http://nas:4533"))
    #expect(shown.contains("Jellyfin at https://nas:8096"))
    #expect(shown.contains("webhook at https://hook.example:443"))
    for secret in ["user", "word", "c0ffee", "secret", NotificationFixture.secret] {
      #expect(!shown.contains(secret))
    }
  }

  @Test(arguments: [
    "", "nas", "http://nas", "http://user@nas", "http://:word@nas", "ftp://user:word@nas",
    "http://user:word@nas/?a=b", "http://user:word@", "http://us er:word@nas",
    "http://user:word@nas:port",
  ])
  func refusesWrongSubsonicURLs(url: String) {
    #expect(throws: NotificationSettingError(.subsonicURL, hasValue: true)) {
      try NotificationSettings(subsonicURL: url)
    }
  }

  @Test(arguments: ["nas", "http://user:word@nas", "http://user@nas", "http://nas?api_key=1"])
  func refusesWrongJellyfinURLs(url: String) {
    #expect(throws: NotificationSettingError(.jellyfinURL, hasValue: true)) {
      try NotificationSettings(jellyfinURL: url, jellyfinKey: "c0ffee")
    }
  }

  @Test(arguments: ["", "c0ffee\r\nX-A: b", "c0\"ffee", "c0 ffee", "kéy"])
  func refusesWrongJellyfinKeys(key: String) {
    #expect(throws: NotificationSettingError(.jellyfinKey, hasValue: true)) {
      try NotificationSettings(jellyfinURL: "http://nas", jellyfinKey: key)
    }
  }

  @Test(arguments: ["hook.example", "https://user:word@hook.example"])
  func refusesWrongWebhookURLs(url: String) {
    #expect(throws: NotificationSettingError(.webhookURL, hasValue: true)) {
      try NotificationSettings(webhookURL: url, webhookSecret: NotificationFixture.secret)
    }
  }

  @Test(arguments: [
    "", "whsec_", "whsec_ä", "secret", Data(repeating: 1, count: 32).base64EncodedString(),
    "whsec_" + Data(repeating: 1, count: 23).base64EncodedString(),
    "whsec_" + Data(repeating: 1, count: 65).base64EncodedString(),
    "whsk_" + Data(repeating: 1, count: 32).base64EncodedString(),
  ])
  func refusesWrongWebhookSecrets(secret: String) {
    #expect(throws: NotificationSettingError(.webhookSecret, hasValue: true)) {
      try NotificationSettings(webhookURL: "https://hook.example", webhookSecret: secret)
    }
  }

  @Test func saysWhatIsMissing() {
    #expect(throws: NotificationSettingError(.jellyfinURL, hasValue: false)) {
      try NotificationSettings(jellyfinKey: "c0ffee")
    }
    #expect(throws: NotificationSettingError(.jellyfinKey, hasValue: false)) {
      try NotificationSettings(jellyfinURL: "http://nas")
    }
    #expect(throws: NotificationSettingError(.webhookURL, hasValue: false)) {
      try NotificationSettings(webhookSecret: NotificationFixture.secret)
    }
    #expect(throws: NotificationSettingError(.webhookSecret, hasValue: false)) {
      try NotificationSettings(webhookURL: "https://hook.example")
    }
  }

  @Test func showsOnlyThatThereWasAValue() {
    #expect(NotificationSettingError(.webhookSecret, hasValue: true).value == "(hidden)")
    #expect(NotificationSettingError(.webhookSecret, hasValue: false).value.isEmpty)
  }
}
