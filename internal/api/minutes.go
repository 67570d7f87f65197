package api

import (
	"chibo/internal/meeting"
	"chibo/internal/minutes"
	"chibo/internal/store"
)

// Minutes are the parts in the order they are read aloud.
type Minutes struct {
	Meeting string        `json:"meeting"`
	State   string        `json:"state"`
	Items   []MinutesPart `json:"items" nullable:"false"`
}

// MinutesPart is one part of the minutes.
type MinutesPart struct {
	Key     string `json:"key" maxLength:"100"`
	Title   string `json:"title,omitempty"`
	Text    string `json:"text" maxLength:"20000" doc:"Empty gives the composed words back"`
	Edited  bool   `json:"edited,omitempty"`
	Version int64  `json:"version,omitempty" doc:"Of the part, as read"`
}

func wirePart(p minutes.Part) MinutesPart {
	return MinutesPart{Key: p.Key, Title: p.Title, Text: p.Text, Edited: p.Edited, Version: p.Version}
}

func readMinutes(rd *store.Reader, id string) (Minutes, error) {
	parts, err := minutes.Parts(rd, id)
	if err != nil {
		return Minutes{}, err
	}
	m, err := meeting.Get(rd, id)
	out := Minutes{Meeting: id, State: m.State, Items: []MinutesPart{}}
	for _, p := range parts {
		out.Items = append(out.Items, wirePart(p))
	}
	return out, err
}

func (s *server) minutes() {
	read(s, "minutes.get", func(rd *store.Reader, in *ByID) (Minutes, error) { return readMinutes(rd, in.ID) })
	write(s, "minutes.put", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Items []MinutesPart `json:"items" minItems:"1" maxItems:"100" nullable:"false" doc:"Only the parts to change"`
		}
	}) (Minutes, error) {
		if _, err := minutes.Compose(tx, s.book(tx), in.ID); err != nil {
			return Minutes{}, err
		}
		for n, p := range in.Body.Items {
			if _, err := minutes.Edit(tx, in.ID, p.Key, p.Version, p.Text); err != nil {
				return Minutes{}, under(err, "items", n)
			}
		}
		return readMinutes(tx.Reader, in.ID)
	})
}
