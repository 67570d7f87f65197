package link

import (
	"strconv"
	"strings"
)

// CommitteeMeetings is the year of meetings of a committee and its standing
// committee; NewCommitteeMeeting plans one.
func CommitteeMeetings(slug string) string   { return Committee(slug) + "/hop" }
func NewCommitteeMeeting(slug string) string { return CommitteeMeetings(slug) + "/moi" }
func Topic(slug, period string) string       { return Prepare(slug, period) + "/chuyen-de" }
func Combine(slug, period string) string     { return Prepare(slug, period) + "/ket-hop" }
func KindOf(address, kind string) string     { return address + "&loai=" + kind }
func YearOf(address, year string) string     { return address + "?nam=" + year }
func Planning(address, period string) string { return address + "?ky=" + period }

// endings are how the kinds of meeting stand in an address; the regular one has
// none. The order is that of meeting.Kinds.
var endings = []struct{ kind, ending string }{
	{"thematic", "cd"}, {"combined", "kh"}, {"extraordinary", "bt"}, {"cell_committee", "cu"}, {"committee", "du"}, {"standing", "tv"},
}

// OfCommitteeAbove tells from its address that a meeting is a ward committee's or
// its standing committee's: those stand under the committee, not under a cell.
func OfCommitteeAbove(period string) bool {
	_, kind, _, ok := SplitPeriod(period)
	return ok && (kind == "committee" || kind == "standing")
}

// Period is how a meeting's period and kind stand in its address: "2026-12",
// with an ending for every kind but the regular one and a number from the second.
func Period(period, kind string, n int) string {
	s := period
	for _, e := range endings {
		if e.kind == kind {
			s += "-" + e.ending
		}
	}
	if n > 1 {
		s += "-" + strconv.Itoa(n)
	}
	return s
}

// SplitPeriod is Period backwards; ok is false for anything else.
func SplitPeriod(s string) (period, kind string, n int, ok bool) {
	if len(s) < 7 || s[4] != '-' {
		return "", "", 0, false
	}
	period, kind, n = s[:7], "regular", 1
	for i, c := range period {
		if i != 4 && (c < '0' || c > '9') {
			return "", "", 0, false
		}
	}
	rest := s[7:]
	for _, e := range endings {
		if after, found := strings.CutPrefix(rest, "-"+e.ending); found {
			kind, rest = e.kind, after
			break
		}
	}
	if digits, found := strings.CutPrefix(rest, "-"); found {
		v, err := strconv.Atoi(digits)
		if err != nil || v < 2 || v > 99 || strconv.Itoa(v) != digits {
			return "", "", 0, false
		}
		n, rest = v, ""
	}
	return period, kind, n, rest == ""
}
