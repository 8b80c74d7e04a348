import Downloads

/// The identity of a track.
package typealias TrackID = Identifier<LibraryTrack>
