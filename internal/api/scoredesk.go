package api

import (
	"chibo/internal/quality"
	"chibo/internal/store"
)

// ScoreWaiting is one meeting whose score the cell voted.
type ScoreWaiting struct {
	Meeting   string   `json:"meeting"`
	Org       string   `json:"org"`
	Cell      string   `json:"cell"`
	Month     string   `json:"month"`
	Day       string   `json:"day"`
	Suggested *float64 `json:"suggested"`
	Voted     float64  `json:"voted"`
	Confirmed *float64 `json:"confirmed"`
	Word      string   `json:"word"`
}

// ScoreTogether is a score that waits, with whether it may be confirmed together with others.
type ScoreTogether struct {
	ScoreWaiting
	Version int64  `json:"version"`
	Matches int    `json:"matches" doc:"Lines voted as counted"`
	Differs int    `json:"differs" doc:"Lines voted otherwise than counted"`
	Judged  int    `json:"judged" doc:"Lines only people can judge"`
	Why     string `json:"why,omitempty" doc:"Why it is confirmed by itself: asked, figure, uncounted, differs, full; empty: it may be with others"`
}

// ScorePick is a score chosen, as it stood when the list was read.
type ScorePick struct {
	Meeting string `json:"meeting" maxLength:"64"`
	Version int64  `json:"version"`
}

// ScoreOutcome is what became of one pick.
type ScoreOutcome struct {
	ScoreWaiting
	Why string `json:"why,omitempty" doc:"Why it was left: as in the list, moved or elsewhere; empty: confirmed as the cell voted"`
}

func wireWaiting(w quality.Waiting) ScoreWaiting {
	return ScoreWaiting{w.Meeting, w.Org, w.Cell, w.Period, w.Day, figure(w.Suggested), float64(w.Voted) / 100, figure(w.Confirmed), w.Word}
}

// scoreDesk are the committee's lists and the decision on several scores at once.
func (s *server) scoreDesk() {
	read(s, "score.queue", func(rd *store.Reader, in *struct {
		ByID
		Month string `query:"month" doc:"YYYY-MM; none: all months still waiting"`
	}) (struct {
		Items []ScoreWaiting `json:"items" nullable:"false"`
	}, error) {
		var out struct {
			Items []ScoreWaiting `json:"items" nullable:"false"`
		}
		out.Items = []ScoreWaiting{}
		all, err := quality.Queue(rd, s.book(rd), in.ID, in.Month)
		for _, w := range all {
			out.Items = append(out.Items, wireWaiting(w))
		}
		return out, err
	})
	read(s, "score.together", func(rd *store.Reader, in *ByID) (out struct {
		Items []ScoreTogether `json:"items" nullable:"false"`
	}, err error) {
		out.Items = []ScoreTogether{}
		all, err := quality.Together(rd, s.book(rd), in.ID)
		for _, c := range all {
			out.Items = append(out.Items, ScoreTogether{wireWaiting(c.Waiting), c.Version, c.Matches, c.Differs, c.Judged, c.Why})
		}
		return out, err
	})
	write(s, "score.confirmtogether", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Scores   []ScorePick `json:"scores" nullable:"false" minItems:"1" maxItems:"50"`
			Decision string      `json:"decision" maxLength:"300"`
			Day      string      `json:"day" format:"date"`
		}
	}) (out struct {
		Items []ScoreOutcome `json:"items" nullable:"false"`
	}, err error) {
		out.Items = []ScoreOutcome{}
		var picks []quality.Pick
		for _, p := range in.Body.Scores {
			picks = append(picks, quality.Pick{Meeting: p.Meeting, Version: p.Version})
		}
		done, err := quality.ConfirmTogether(tx, s.book(tx), in.ID, picks, in.Body.Decision, in.Body.Day)
		for _, o := range done {
			out.Items = append(out.Items, ScoreOutcome{wireWaiting(o.Waiting), o.Why})
		}
		return out, err
	})
}
