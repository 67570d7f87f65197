package link

// Late is the page on which a meeting held on paper is entered afterwards;
// LateMonths is the choice of its month.
func Late(slug, period string) string { return Meeting(slug, period) + "/nhap-sau" }
func LateMonths(slug string) string   { return Meetings(slug) + "/nhap-sau" }

// CommitteeLateMonths is LateMonths of a committee and its standing committee.
func CommitteeLateMonths(slug string) string { return CommitteeMeetings(slug) + "/nhap-sau" }
