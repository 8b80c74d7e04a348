import Files

/// Where a track's file is beneath the library folder.
package typealias TrackPath = RelativePath
