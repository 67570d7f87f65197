package api

import (
	"chibo/internal/formality"
	"chibo/internal/meeting"
	"chibo/internal/store"
)

// Finding is one question about a meeting, as formality.Finding.
type Finding struct {
	ID         string  `json:"id"`
	Org        string  `json:"org"`
	OrgName    string  `json:"org_name"`
	Meeting    string  `json:"meeting"`
	Period     string  `json:"period"`
	Kind       string  `json:"kind" doc:"own_minutes, own_resolution, other_minutes, other_resolution, hurried, silent, no_task, merged, flat"`
	Count      int     `json:"count" doc:"Words copied, speakers, or minutes"`
	Of         int     `json:"of" doc:"Of so many words, or present; 0: nothing to divide by"`
	Rule       string  `json:"rule"`
	FoundAt    Instant `json:"found_at"`
	ToldOn     string  `json:"told_on" doc:"From this day the committee above reads it"`
	Answer     string  `json:"answer"`
	AnsweredAt Instant `json:"answered_at"`
	Version    int64   `json:"version"`
}

func wireFinding(f formality.Finding) Finding {
	return Finding{f.ID, f.Org, f.OrgName, f.Meeting, f.Period, f.Kind, f.N, f.Of, f.Rule, Instant(f.FoundAt), f.ToldOn, f.Answer, Instant(f.AnsweredAt), f.Version}
}

// NamedBefore is what was named to do better, with what came of each line.
type NamedBefore struct {
	Meeting  string   `json:"meeting"`
	Period   string   `json:"period"`
	Lines    []string `json:"lines" nullable:"false"`
	Outcomes []string `json:"outcomes" nullable:"false" doc:"yes, partly, no; empty: not said yet"`
}

func wireNamed(n meeting.Named) NamedBefore {
	return NamedBefore{n.Meeting, n.Period, append([]string{}, n.Lines...), append([]string{}, n.Outcomes...)}
}

func (s *server) formality() {
	read(s, "findings.list", func(rd *store.Reader, in *ByID) (List[Finding], error) {
		all, err := formality.OfCell(rd, in.ID)
		return list(all, "", wireFinding), err
	})
	read(s, "findings.told", func(rd *store.Reader, _ *struct{}) (List[Finding], error) {
		all, err := formality.Told(rd)
		return list(all, "", wireFinding), err
	})
	write(s, "findings.answer", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Answer  string `json:"answer" minLength:"1" maxLength:"1000"`
			Version int64  `json:"version"`
		}
	}) (Finding, error) {
		f, err := formality.Answer(tx, in.ID, in.Body.Version, in.Body.Answer)
		return wireFinding(f), err
	})
	read(s, "look-back.get", func(rd *store.Reader, in *ByID) (NamedBefore, error) {
		m, err := meeting.Get(rd, in.ID)
		if err != nil {
			return NamedBefore{}, err
		}
		n, err := meeting.NamedBefore(rd, m)
		return wireNamed(n), err
	})
	write(s, "look-back.put", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Outcomes []string `json:"outcomes" maxItems:"10" nullable:"false"`
		}
	}) (NamedBefore, error) {
		n, err := meeting.LookBack(tx, in.ID, in.Body.Outcomes)
		return wireNamed(n), err
	})
}
