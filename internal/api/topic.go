package api

import (
	"chibo/internal/agenda"
	"chibo/internal/meeting"
	"chibo/internal/store"
)

// Topic is what a thematic or combined meeting is about.
type Topic struct {
	Subject    string `json:"subject"`
	Question   string `json:"question" doc:"The concrete problem to solve"`
	Author     string `json:"author,omitempty" doc:"Member who writes the paper"`
	AuthorName string `json:"author_name,omitempty"`
	ApprovedOn string `json:"approved_on,omitempty" doc:"Day the cell committee approves the paper"`
	Version    int64  `json:"version"`
}

func wireTopic(t meeting.Topic) Topic {
	return Topic{Subject: t.Subject, Question: t.Question, Author: t.Author, AuthorName: t.AuthorName, ApprovedOn: t.ApprovedOn, Version: t.Version}
}

func (s *server) topics() {
	read(s, "topic.get", func(rd *store.Reader, in *ByID) (Topic, error) {
		t, err := meeting.TopicOf(rd, in.ID)
		return wireTopic(t), err
	})
	write(s, "topic.put", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Subject    string `json:"subject" minLength:"1" maxLength:"500"`
			Question   string `json:"question" minLength:"1" maxLength:"2000"`
			Author     string `json:"author,omitempty" maxLength:"64"`
			ApprovedOn string `json:"approved_on,omitempty" pattern:"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"`
			Version    int64  `json:"version,omitempty" doc:"As read; 0 when there is none"`
		}
	}) (Topic, error) {
		b := in.Body
		t, err := agenda.PutTopic(tx, s.book(tx), meeting.Topic{Meeting: in.ID, Subject: b.Subject, Question: b.Question, Author: b.Author, ApprovedOn: b.ApprovedOn, Version: b.Version})
		return wireTopic(t), err
	})
}
