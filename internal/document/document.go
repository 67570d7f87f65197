// Package document keeps the papers that do not come out of a meeting: those a
// cell received from above, with a summary to be read aloud, and the files put
// to a meeting beforehand (draft resolution, thematic paper, plan). Nothing
// that is a state secret is taken: neither what is declared so nor what carries
// a mark in its name or its readable words (mark.go). Files themselves lie in
// blob; this room owns the rows that name them. Rules: guidance 42 (papers out
// at least a day before), regime.papers_lead_hours.
package document

import (
	"chibo/internal/access"
	"chibo/internal/store"
)

// The levels taken. Anything else is refused as secret.
const (
	Normal   = "normal"
	Internal = "internal" // tài liệu nội bộ: for members only, never upward or outward
)

// For whom a paper from above is meant.
const (
	ForSecretary = "secretary" // bí thư, phó bí thư
	ForCommittee = "committee" // chi ủy
	ForMembers   = "members"   // mọi đảng viên
)

// Levels and Audiences list what forms and the API offer.
var (
	Levels    = []string{Normal, Internal}
	Audiences = []string{ForSecretary, ForCommittee, ForMembers}
)

// What a file of a meeting is.
const (
	DraftResolution = "draft_resolution"
	ThematicPaper   = "thematic_paper"
	Plan            = "plan"
	Results         = "results"
	Other           = "other"
)

// Roles list what a file of a meeting may be.
var Roles = []string{DraftResolution, ThematicPaper, Plan, Results, Other}

// meant tells whether the viewer is among those a paper is for.
func meant(rd *store.Reader, org, audience string) (bool, error) {
	switch audience {
	case ForMembers:
		return access.Can(rd, access.DocumentView, org)
	case ForCommittee:
		return access.Can(rd, access.DocumentEdit, org)
	}
	for _, post := range []access.Post{access.Secretary, access.Deputy} {
		if is, err := access.Holds(rd, post, org); err != nil || is {
			return is, err
		}
	}
	return rd.Viewer().Person == store.System, nil
}
