package minutes

import (
	"chibo/internal/meeting"
	"chibo/internal/office/paper"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// topicOf is what a thematic or combined meeting was held on; of others empty.
func topicOf(rd *store.Reader, m meeting.Meeting) (meeting.Topic, error) {
	if !m.OnTopic() {
		return meeting.Topic{}, nil
	}
	return meeting.TopicOf(rd, m.ID)
}

// topicPaper is the topic as the minutes print it; nil where none was written down.
func topicPaper(t meeting.Topic) *paper.Topic {
	if t.Version == 0 {
		return nil
	}
	out := &paper.Topic{Subject: t.Subject, Question: t.Question, Author: t.AuthorName}
	if t.ApprovedOn != "" {
		out.Approved = vi.ShowDay(t.ApprovedOn)
	}
	return out
}
