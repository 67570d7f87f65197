package assist

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/member"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

const (
	lineMost  = 300 // letters of what is to be done and of a step
	wordsMost = 600 // of why, of a result, of the cell's word, of a reason
	stepsMost = 12
)

// Help is what the committee writes of a plan.
type Help struct {
	Person  string   `json:"person" minLength:"1" maxLength:"64" doc:"Who of the committee helps"`
	Aim     string   `json:"aim" minLength:"1" maxLength:"1200"`
	Reasons []string `json:"reasons,omitempty" maxItems:"14"`
	Why     string   `json:"why,omitempty" maxLength:"2400" doc:"No names of members"`
	Until   string   `json:"until" format:"date"`
}

// clean checks what was written and gives it as it is kept. The last day a plan has already
// may stay, though it has passed.
func (h Help) clean(book *rule.Book, has, today string) (Help, error) {
	h.Aim, h.Why = vi.Clean(h.Aim), vi.CleanText(h.Why)
	var reasons []string
	for _, c := range Codes {
		if slices.Contains(h.Reasons, c) {
			reasons = append(reasons, c)
		}
	}
	var bad fault.Fields
	if n := utf8.RuneCountInString(h.Aim); n == 0 || n > lineMost {
		bad.Add("aim", "assist_aim", "limit", lineMost)
	}
	if len(reasons) == 0 && h.Why == "" || utf8.RuneCountInString(h.Why) > wordsMost {
		bad.Add("why", "assist_why", "limit", wordsMost)
	}
	if err := bad.Err(); err != nil {
		return h, err
	}
	h.Reasons = reasons
	if h.Until == has && has != "" {
		return h, nil
	}
	return h, workable(book, "until", h.Until, today)
}

// workable refuses what is no day, one before first, one far away, and a public holiday.
func workable(book *rule.Book, field, day, first string) error {
	if !vi.ValidDay(day) || day < first || day > vi.AddDays(first, 2*365) {
		return fault.Bad(field, "assist_day", "day", vi.ShowDay(first))
	}
	if name := book.Holidays(year(day)).Name(day); name != "" {
		return fault.Bad(field, "assist_holiday", "day", vi.ShowDay(day), "holiday", name)
	}
	return nil
}

func year(day string) int {
	n, _ := strconv.Atoi(day[:4])
	return n
}

// helps refuses who holds no post of the committee any more.
func helps(rd *store.Reader, org, person string) error {
	all, err := People(rd, org)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(c member.Carer) bool { return c.Person == person }) {
		return fault.Bad("person", "assist_person")
	}
	return nil
}

// Make writes a plan for a cell. The same person, help and day once more are one plan.
func Make(tx *store.Tx, book *rule.Book, org string, h Help) (Plan, error) {
	if err := helps(tx.Reader, org, h.Person); err != nil {
		return Plan{}, err
	}
	h, err := h.clean(book, "", tx.Today())
	if err != nil {
		return Plan{}, err
	}
	ids, err := tx.Strings(`select id from assist_plan where tenant = $1 and org = $2 and closed_on = '' and person = $3 and aim = $4 and until_on = $5`, org, h.Person, h.Aim, h.Until)
	if err != nil {
		return Plan{}, err
	}
	if len(ids) > 0 {
		return Get(tx.Reader, ids[0])
	}
	stands, err := tx.Int(`select count(*) from org_edge where tenant = $1 and org = $2 and (valid_to is null or valid_to > $3)`, org, tx.Today())
	if err != nil {
		return Plan{}, err
	}
	if stands == 0 {
		return Plan{}, fault.New(fault.Conflict, "assist_gone")
	}
	id := store.NewID()
	if _, err := tx.Exec(`insert into assist_plan (tenant, id, org, came_from, person, aim, reasons, why, made_on, until_on, word, word_on, word_text, closed_on, closing, closing_text, version, by_person)
		values ($1, $2, $3, '', $4, $5, $6, $7, $8, $9, '', '', '', '', '', '', 1, $10)`, id, org, h.Person, h.Aim, strings.Join(h.Reasons, " "), h.Why, tx.Today(), h.Until, tx.Viewer().Person); err != nil {
		return Plan{}, err
	}
	return noted(tx, id, org, "assist.make", map[string]any{"person": h.Person, "reasons": h.Reasons, "until": h.Until})
}

func noted(tx *store.Tx, id, org, what string, said any) (Plan, error) {
	if err := audit.Note(tx, what, "assist", id, org, said); err != nil {
		return Plan{}, err
	}
	return Get(tx.Reader, id)
}

// keeps reads a plan that is open for who may write in it.
func keeps(rd *store.Reader, id string) (Plan, error) {
	p, err := Get(rd, id)
	if err == nil {
		err = access.MustWhereItStood(rd, access.AssistKeep, p.Org)
	}
	return p, err
}

// change reads a plan to write in: open, and as the page knew it.
func change(p Plan, version int64) error {
	switch {
	case !p.Open():
		return fault.New(fault.Conflict, "assist_closed").With(p)
	case p.Version != version:
		return fault.Stale(p)
	}
	return nil
}

// Change corrects what the committee wrote. Who helps is changed by Give.
func Change(tx *store.Tx, book *rule.Book, id string, version int64, h Help) (Plan, error) {
	p, err := keeps(tx.Reader, id)
	if err != nil {
		return p, err
	}
	if h, err = h.clean(book, p.UntilOn, tx.Today()); err != nil {
		return p, err
	}
	if p.Open() && p.Aim == h.Aim && p.Why == h.Why && p.UntilOn == h.Until && slices.Equal(p.Reasons, h.Reasons) {
		return p, nil
	}
	if err := change(p, version); err != nil {
		return p, err
	}
	if _, err := tx.Exec(`update assist_plan set aim = $3, reasons = $4, why = $5, until_on = $6, version = version + 1 where tenant = $1 and id = $2`, id, h.Aim, strings.Join(h.Reasons, " "), h.Why, h.Until); err != nil {
		return p, err
	}
	return noted(tx, id, p.Org, "assist.change", map[string]string{"before": p.UntilOn, "until": h.Until})
}

// Add writes a step of a plan. The same words with the same day are one step.
func Add(tx *store.Tx, book *rule.Book, id, text, due string) (Plan, error) {
	p, err := keeps(tx.Reader, id)
	if err != nil {
		return p, err
	}
	if text = vi.Clean(text); slices.ContainsFunc(p.Steps, func(s Step) bool { return s.Text == text && s.DueOn == due }) {
		return p, nil
	}
	var bad fault.Fields
	if n := utf8.RuneCountInString(text); n == 0 || n > lineMost {
		bad.Add("text", "assist_step", "limit", lineMost)
	}
	if due == "" {
		bad.Add("due", "assist_due")
	}
	if err := bad.Err(); err != nil {
		return p, err
	}
	if err := workable(book, "due", due, tx.Today()); err != nil {
		return p, err
	}
	switch {
	case !p.Open():
		return p, fault.New(fault.Conflict, "assist_closed").With(p)
	case due > p.UntilOn && !p.Late:
		return p, fault.Bad("due", "assist_beyond", "day", vi.ShowDay(p.UntilOn))
	case len(p.Steps) >= stepsMost:
		return p, fault.Bad("text", "assist_many", "limit", stepsMost)
	}
	if _, err := tx.Exec(`insert into assist_step (tenant, plan, n, text, due_on, result, done_on, version, by_person) values ($1, $2, $3, $4, $5, '', '', 1, $6)`, id, len(p.Steps)+1, text, due, tx.Viewer().Person); err != nil {
		return p, err
	}
	return noted(tx, id, p.Org, "assist.step", map[string]any{"n": len(p.Steps) + 1, "due": due})
}

// Result says in a line what came of a step.
func Result(tx *store.Tx, id string, n int, version int64, result string) (Plan, error) {
	p, err := keeps(tx.Reader, id)
	if err != nil {
		return p, err
	}
	i := slices.IndexFunc(p.Steps, func(s Step) bool { return s.N == n })
	if i < 0 {
		return p, fault.Missing()
	}
	s := p.Steps[i]
	if result = vi.CleanText(result); s.DoneOn != "" && s.Result == result {
		return p, nil
	}
	if n := utf8.RuneCountInString(result); n == 0 || n > wordsMost {
		return p, fault.Bad("result", "assist_result", "limit", wordsMost)
	}
	switch {
	case !p.Open():
		return p, fault.New(fault.Conflict, "assist_closed").With(p)
	case s.Version != version:
		return p, fault.Stale(p)
	}
	if _, err := tx.Exec(`update assist_step set result = $4, done_on = case when done_on = '' then $5 else done_on end, version = version + 1 where tenant = $1 and plan = $2 and n = $3`, id, n, result, tx.Today()); err != nil {
		return p, err
	}
	return noted(tx, id, p.Org, "assist.result", map[string]any{"n": n})
}

// Give hands a plan over to another comrade of the committee.
func Give(tx *store.Tx, id, person string) (Plan, error) {
	p, err := keeps(tx.Reader, id)
	if err != nil || p.Person == person || !p.Open() {
		return p, err
	}
	if err := helps(tx.Reader, p.Org, person); err != nil {
		return p, err
	}
	if _, err := tx.Exec(`update assist_plan set person = $3, version = version + 1 where tenant = $1 and id = $2`, id, person); err != nil {
		return p, err
	}
	return noted(tx, id, p.Org, "assist.give", map[string]string{"before": p.Person, "person": person})
}

// Withdraw takes a plan back for a reason that the cell reads. It never says that the cell
// was helped: that is the cell's word.
func Withdraw(tx *store.Tx, id string, version int64, reason string) (Plan, error) {
	p, err := keeps(tx.Reader, id)
	if err != nil {
		return p, err
	}
	if reason = vi.CleanText(reason); p.Closing == Withdrawn && p.ClosingText == reason {
		return p, nil
	}
	if n := utf8.RuneCountInString(reason); n == 0 || n > wordsMost {
		return p, fault.Bad("reason", "assist_reason", "limit", wordsMost)
	}
	if err := change(p, version); err != nil {
		return p, err
	}
	if _, err := tx.Exec(`update assist_plan set closed_on = $3, closing = 'withdrawn', closing_text = $4, version = version + 1 where tenant = $1 and id = $2`, id, tx.Today(), reason); err != nil {
		return p, err
	}
	return noted(tx, id, p.Org, "assist.withdraw", nil)
}
