package agenda

import (
	"slices"

	"chibo/internal/meeting"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// thematic is the subject of the meeting with its question and who presents it
// (guidance 42: a thematic meeting solves one concrete problem).
func thematic(rd *store.Reader, in Asked) ([]meeting.Item, error) {
	if !in.M.OnTopic() {
		return nil, nil
	}
	t, err := meeting.TopicOf(rd, in.M.ID)
	if err != nil || t.Version == 0 {
		return nil, err
	}
	why := "Việc cần giải quyết: " + t.Question
	if t.ApprovedOn != "" {
		why += "; chi ủy duyệt bài ngày " + vi.ShowDay(t.ApprovedOn)
	}
	return []meeting.Item{{Code: "topic", Title: t.Subject, Purpose: "discuss", Presenter: t.AuthorName, SourceKind: "topic", SourceID: in.M.ID, SourceText: why}}, nil
}

// PutTopic keeps the topic and brings it onto the agenda, where its line follows
// it.
func PutTopic(tx *store.Tx, book *rule.Book, in meeting.Topic) (meeting.Topic, error) {
	t, err := meeting.PutTopic(tx, in)
	if err != nil {
		return t, err
	}
	all, err := Draft(tx, book, t.Meeting)
	if err != nil {
		return t, err
	}
	at := slices.IndexFunc(all, func(i meeting.Item) bool { return i.SourceKind == "topic" })
	if at < 0 || all[at].Title == t.Subject && all[at].Presenter == t.AuthorName {
		return t, nil
	}
	m, err := meeting.Get(tx.Reader, t.Meeting)
	if err != nil {
		return t, err
	}
	all[at].Title, all[at].Presenter = t.Subject, t.AuthorName
	_, _, err = meeting.PutItems(tx, t.Meeting, m.Version, all)
	return t, err
}

// Combine takes the theme into a regular meeting and drafts its agenda anew.
func Combine(tx *store.Tx, book *rule.Book, id string) (meeting.Meeting, error) {
	m, err := meeting.Combine(tx, id)
	if err != nil {
		return m, err
	}
	if _, err := Draft(tx, book, id); err != nil {
		return m, err
	}
	return meeting.Get(tx.Reader, id)
}
