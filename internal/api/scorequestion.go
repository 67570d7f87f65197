package api

import (
	"time"

	"chibo/internal/quality"
	"chibo/internal/store"
)

// ScoreAsked is the committee's question about a score and the cell's answer.
type ScoreAsked struct {
	Text    string     `json:"text"`
	By      string     `json:"by"`
	At      time.Time  `json:"at"`
	Reply   string     `json:"reply,omitempty"`
	ReplyBy string     `json:"reply_by,omitempty"`
	ReplyAt *time.Time `json:"reply_at,omitempty"`
}

// scoreQuestion are the question before a confirmation and its answer.
func (s *server) scoreQuestion() {
	type words struct {
		ByID
		Body struct {
			Text string `json:"text" maxLength:"1000"`
		}
	}
	write(s, "score.ask", func(tx *store.Tx, in *words) (struct{}, error) {
		return struct{}{}, quality.Ask(tx, s.book(tx), in.ID, in.Body.Text)
	})
	write(s, "score.reply", func(tx *store.Tx, in *words) (struct{}, error) {
		return struct{}{}, quality.Reply(tx, in.ID, in.Body.Text)
	})
}
