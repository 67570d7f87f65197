package member

import (
	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/org"
	"chibo/internal/store"
)

// Assistants lists who helps the secretary of a cell with the packet for the
// handbook.
func Assistants(rd *store.Reader, cell string) ([]Holding, error) {
	all, err := Posts(rd, cell, rd.Today())
	var out []Holding
	for _, h := range all {
		if h.Post == access.Assistant {
			out = append(out, h)
		}
	}
	return out, err
}

// NameAssistant lets a comrade of the cell help the secretary. She names him
// herself; it gives the packet and its tick, nothing else. Named already is the
// same answer.
func NameAssistant(tx *store.Tx, cell, person string) (string, error) {
	if err := access.Must(tx.Reader, access.AssistantEdit, cell); err != nil {
		return "", err
	}
	have, err := Assistants(tx.Reader, cell)
	if err != nil {
		return "", err
	}
	for _, h := range have {
		if h.Person == person {
			return h.ID, nil
		}
	}
	n, err := tx.Int(`select count(*) from member m join member_span s on s.tenant = m.tenant and s.member = m.id
		where m.tenant = $1 and m.person = $2 and s.org = $3 and s.from_day <= $4 and (s.to_day is null or s.to_day > $4) and s.activity <> 'suspended'`, person, cell, tx.Today())
	if err != nil {
		return "", err
	}
	if n == 0 {
		return "", fault.Bad("person", "assistant_not_of_cell")
	}
	id := store.NewID()
	if _, err := tx.Exec(`insert into post_holding (tenant, id, person, post, org, from_day, to_day, decision, at, by_person) values ($1, $2, $3, $4, $5, $6, null, '', $7, $8)`,
		id, person, string(access.Assistant), cell, tx.Today(), tx.Now(), tx.Viewer().Person); err != nil {
		return "", err
	}
	return id, org.Note(tx, "member.assistant", "post", id, cell, map[string]string{"person": person})
}

// EndAssistant ends it today; ended already is the same answer.
func EndAssistant(tx *store.Tx, cell, id string) error {
	if err := access.Must(tx.Reader, access.AssistantEdit, cell); err != nil {
		return err
	}
	n, err := tx.Exec(`update post_holding set to_day = $4 where tenant = $1 and id = $2 and org = $3 and post = $5 and to_day is null`, id, cell, tx.Today(), string(access.Assistant))
	if err != nil {
		return err
	}
	if n == 0 {
		ended, err := tx.Int(`select count(*) from post_holding where tenant = $1 and id = $2 and org = $3 and post = $4`, id, cell, string(access.Assistant))
		if err == nil && ended == 0 {
			err = fault.Missing()
		}
		return err
	}
	return org.Note(tx, "member.assistant_end", "post", id, cell, nil)
}
