package link

// Live is where the pages of a meeting hear that something changed; Wall is the
// view for the wall of the room.
func Live(slug, period string) string { return Meeting(slug, period) + "/truc-tiep" }
func Wall(slug, period string) string { return Meeting(slug, period) + "/man-hinh" }

func init() { Nouns["truc-tiep"], Nouns["man-hinh"] = "live", "wall view" }
