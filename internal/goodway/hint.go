package goodway

import (
	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/store"
)

// GoodHint is what the committee suggests to a cell: to do likewise (Way), or to write up
// what it said in a campaign (Campaign). The cell decides.
type GoodHint struct {
	ID       string `json:"id"`
	Org      string `json:"org"`
	Way      string `json:"way"`
	Campaign string `json:"campaign"`
	Words    string `json:"words"` // title of the way, or the cell's own line in the campaign
	OnDay    string `json:"on_day"`
	State    string `json:"state"` // open, done, declined
}

const hintColumns = `h.id, h.org, h.way, h.campaign, h.words, h.on_day, h.state from good_way_hint h`

func scanHint(row store.Scan) (h GoodHint, err error) {
	err = row(&h.ID, &h.Org, &h.Way, &h.Campaign, &h.Words, &h.OnDay, &h.State)
	return h, err
}

// Hint reads one for the cell it was made to.
func Hint(rd *store.Reader, id string) (GoodHint, error) {
	h, err := store.One(rd, scanHint, `select `+hintColumns+` where h.tenant = $1 and h.id = $2`, id)
	if err != nil {
		return h, err
	}
	return h, access.Must(rd, access.GoodwayKeep, h.Org)
}

// SuggestWay suggests a shared way to a cell; the same twice is one. What a cell keeps for
// the committee alone is suggested to nobody.
func SuggestWay(tx *store.Tx, id, org string) (GoodHint, error) {
	if err := access.Must(tx.Reader, access.GoodwaySuggest, org); err != nil {
		return GoodHint{}, err
	}
	w, err := read(tx.Reader, id)
	if err == nil {
		err = mayRead(tx.Reader, w)
	}
	switch {
	case err != nil:
		return GoodHint{}, err
	case w.Org == org:
		return GoodHint{}, fault.New(fault.Conflict, "goodway_own")
	case !w.open():
		return GoodHint{}, fault.New(fault.Conflict, "goodway_closed")
	}
	return suggest(tx, GoodHint{Org: org, Way: id, Words: w.Title})
}

// SuggestWriting asks a cell to write up what it does well, by its own line in a campaign.
func SuggestWriting(tx *store.Tx, campaign, org string) (GoodHint, error) {
	if err := access.Must(tx.Reader, access.GoodwaySuggest, org); err != nil {
		return GoodHint{}, err
	}
	h := GoodHint{Org: org, Campaign: campaign}
	if err := tx.Get([]any{&h.Words}, `select k.practice from campaign_cell k where k.tenant = $1 and k.campaign = $2 and k.org = $3 and k.sent_on <> '' and k.practice <> ''`, campaign, org); err != nil {
		return GoodHint{}, err
	}
	return suggest(tx, h)
}

func suggest(tx *store.Tx, h GoodHint) (GoodHint, error) {
	old, err := store.All(tx.Reader, scanHint, `select `+hintColumns+` where h.tenant = $1 and h.org = $2 and h.way = $3 and h.campaign = $4`, h.Org, h.Way, h.Campaign)
	if err != nil {
		return h, err
	}
	if len(old) > 0 { // a cell that declined is not asked again
		return old[0], nil
	}
	h.ID, h.OnDay, h.State = store.NewID(), tx.Today(), "open"
	if _, err := tx.Exec(`insert into good_way_hint (tenant, id, org, way, campaign, words, on_day, state, by_person) values ($1, $2, $3, $4, $5, $6, $7, 'open', $8)`,
		h.ID, h.Org, h.Way, h.Campaign, h.Words, h.OnDay, tx.Viewer().Person); err != nil {
		return h, err
	}
	return h, audit.Note(tx, "goodway.suggest", "good_way_hint", h.ID, h.Org, map[string]string{"way": h.Way, "campaign": h.Campaign})
}

// Decline puts a suggestion aside, without a reason.
func Decline(tx *store.Tx, id string) error {
	h, err := Hint(tx.Reader, id)
	if err != nil {
		return err
	}
	return settle(tx, h.Org, h.ID, "declined")
}

// DeclineFor is Decline on the page of a cell: a suggestion made to another is not found
// there, and none named is none chosen.
func DeclineFor(tx *store.Tx, org, id string) error {
	if err := access.Must(tx.Reader, access.GoodwayKeep, org); err != nil {
		return err
	}
	if id == "" {
		return fault.Bad("hint", "goodway_hint")
	}
	h, err := Hint(tx.Reader, id)
	if err != nil {
		return err
	}
	if h.Org != org {
		return fault.Missing()
	}
	return settle(tx, org, id, "declined")
}

// settle ends a suggestion that is open.
func settle(tx *store.Tx, org, id, state string) error {
	n, err := tx.Exec(`update good_way_hint set state = $4 where tenant = $1 and id = $2 and org = $3 and state = 'open'`, id, org, state)
	if err != nil || n == 0 {
		return err
	}
	return audit.Note(tx, "goodway."+state, "good_way_hint", id, org, nil)
}
