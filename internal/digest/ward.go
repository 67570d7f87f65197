package digest

import (
	"chibo/internal/access"
	"chibo/internal/concern"
	"chibo/internal/desk"
	"chibo/internal/privacy"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// wards are what the committee's office and secretaries have before them: their desk, in
// numbers.
func wards(rd *store.Reader, book *rule.Book, grants []access.Grant, n counts) error {
	for _, org := range in(grants, access.Officer, access.WardSecretary, access.WardDeputy) {
		b, err := desk.Of(rd, book, org, vi.MonthOf(rd.Today()), rd.Today())
		if err != nil {
			return err
		}
		for _, x := range b.Exceptions {
			switch x.Reasons[0].Code {
			case desk.Silent:
				n["ward_silent"]++
			case desk.Missed:
				n["ward_missed"]++
			default:
				n["ward_cells"]++
			}
		}
		may, err := access.Can(rd, access.ScoreConfirm, org)
		if err != nil {
			return err
		}
		if may {
			n["ward_scores"] += b.Waiting
		}
		if err := answers(rd, org, n); err != nil {
			return err
		}
	}
	return nil
}

// answers are those the committee itself owes.
func answers(rd *store.Reader, org string, n counts) error {
	may, err := access.Can(rd, access.ConcernHear, org)
	if err != nil {
		return err
	}
	if may {
		all, err := concern.Above(rd)
		if err != nil {
			return err
		}
		for _, c := range all {
			switch {
			case c.State != concern.Open:
			case c.Late:
				n["ward_concerns_late"]++
			default:
				n["ward_concerns"]++
			}
		}
	}
	if may, err = access.Can(rd, access.PrivacyKeep, org); err != nil || !may {
		return err
	}
	late, err := privacy.CountLate(rd)
	n["ward_requests_late"] += late
	return err
}
