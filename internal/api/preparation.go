package api

import (
	"chibo/internal/document"
	"chibo/internal/meeting"
	"chibo/internal/member"
	"chibo/internal/packet"
	"chibo/internal/store"
)

// Premeeting is what was settled before the meeting.
type Premeeting struct {
	HeldAt     Instant  `json:"held_at"`
	Present    []string `json:"present" maxItems:"30" nullable:"false" doc:"Persons of the cell committee who were there"`
	Assessment string   `json:"assessment" maxLength:"2000" doc:"Of last month, 2 to 5 sentences"`
	Focus      []string `json:"focus,omitempty" maxItems:"2" doc:"Lines of the agenda to discuss in depth"`
	Drafter    string   `json:"drafter,omitempty" maxLength:"64" doc:"Person who prepares the draft resolution"`
	Follower   string   `json:"follower,omitempty" maxLength:"64" doc:"Person who follows and scores the meeting"`
	Version    int64    `json:"version" doc:"0 while there is none"`
}

func wirePremeeting(p meeting.Premeeting) Premeeting {
	out := Premeeting{HeldAt: Instant(p.HeldAt), Present: p.Present, Assessment: p.Assessment, Focus: p.Focus, Drafter: p.Drafter, Follower: p.Follower, Version: p.Version}
	if out.Present == nil {
		out.Present = []string{}
	}
	return out
}

// Received is a paper a cell has from above.
type Received struct {
	ID         string `json:"id,omitempty" readOnly:"true"`
	Org        string `json:"org,omitempty" readOnly:"true"`
	Number     string `json:"number" maxLength:"60"`
	IssuedOn   string `json:"issued_on" format:"date"`
	Issuer     string `json:"issuer" maxLength:"200"`
	Abstract   string `json:"abstract" maxLength:"500"`
	Summary    string `json:"summary" maxLength:"2000" doc:"At most five lines, to be read aloud"`
	Level      string `json:"level" maxLength:"20" doc:"normal or internal; anything else is refused as secret"`
	Audience   string `json:"audience" enum:"secretary,committee,members"`
	ReceivedOn string `json:"received_on,omitempty" format:"date" doc:"Today when left out"`
	State      string `json:"state,omitempty" enum:"seen,scheduled,discussed" readOnly:"true"`
	Meeting    string `json:"meeting,omitempty" readOnly:"true" doc:"On whose agenda it stands or stood"`
	Version    int64  `json:"version,omitempty"`
}

func wireReceived(d document.Received) Received {
	return Received{ID: d.ID, Org: d.Org, Number: d.Number, IssuedOn: d.IssuedOn, Issuer: d.Issuer, Abstract: d.Abstract, Summary: d.Summary, Level: d.Level, Audience: d.Audience, ReceivedOn: d.ReceivedOn,
		State: d.State, Meeting: d.Meeting, Version: d.Version}
}

func (r Received) room(org string) document.Received {
	return document.Received{Org: org, Number: r.Number, IssuedOn: r.IssuedOn, Issuer: r.Issuer, Abstract: r.Abstract, Summary: r.Summary, Level: r.Level, Audience: r.Audience, ReceivedOn: r.ReceivedOn}
}

// Packet is what goes into the national handbook app.
type Packet struct {
	Boxes []PacketBox  `json:"boxes" nullable:"false" doc:"In the app's order, before and after the meeting"`
	Ticks []PacketTick `json:"ticks" nullable:"false"`
}

// PacketBox is one box of the app.
type PacketBox struct {
	Code  string   `json:"code"`
	Part  string   `json:"part" enum:"before,after"`
	Title string   `json:"title"`
	Text  string   `json:"text"`
	Files []string `json:"files" nullable:"false" doc:"Titles of the files that belong into it"`
}

// PacketTick is a declaration that a part went up.
type PacketTick struct {
	Part   string  `json:"part" enum:"before,after"`
	DoneAt Instant `json:"done_at"`
	By     string  `json:"by" readOnly:"true"`
}

func readPacket(rd *store.Reader, s *server, id string) (Packet, error) {
	out := Packet{Boxes: []PacketBox{}, Ticks: []PacketTick{}}
	for _, part := range packet.Parts {
		boxes, err := packet.Boxes(rd, s.book(rd), id, part)
		if err != nil {
			return out, err
		}
		for _, b := range boxes {
			one := PacketBox{Code: b.Code, Part: b.Part, Title: b.Title, Text: b.Text, Files: []string{}}
			for _, f := range b.Files {
				one.Files = append(one.Files, f.Title)
			}
			out.Boxes = append(out.Boxes, one)
		}
	}
	ticks, err := packet.Ticks(rd, id)
	for _, part := range packet.Parts {
		if t, is := ticks[part]; is {
			out.Ticks = append(out.Ticks, PacketTick{Part: t.Part, DoneAt: Instant(t.DoneAt), By: t.By})
		}
	}
	return out, err
}

// Assistant is who helps the secretary with the packet.
type Assistant struct {
	ID     string `json:"id" readOnly:"true"`
	Person string `json:"person" maxLength:"64"`
	Name   string `json:"name" readOnly:"true"`
	From   string `json:"from" readOnly:"true"`
}

func (s *server) preparation() {
	read(s, "premeeting.get", func(rd *store.Reader, in *ByID) (Premeeting, error) {
		p, err := meeting.Premeet(rd, in.ID)
		return wirePremeeting(p), err
	})
	write(s, "premeeting.put", func(tx *store.Tx, in *struct {
		ByID
		Body Premeeting
	}) (Premeeting, error) {
		b := in.Body
		p, err := meeting.Settle(tx, in.ID, meeting.Premeeting{HeldAt: int64(b.HeldAt), Present: b.Present, Assessment: b.Assessment, Focus: b.Focus, Drafter: b.Drafter, Follower: b.Follower, Version: b.Version})
		return wirePremeeting(p), fieldsAs(err, "day", "held_at")
	})
	write(s, "agenda.remove", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Item   string `json:"item" maxLength:"64"`
			Reason string `json:"reason,omitempty" maxLength:"500" doc:"“Chuyển buổi sau” brings the line back in the next draft"`
		}
	}) (Meeting, error) {
		if _, _, err := meeting.RemoveItem(tx, in.ID, in.Body.Item, in.Body.Reason); err != nil {
			return Meeting{}, err
		}
		return full(tx.Reader, in.ID)
	})
	s.received()
	s.packets()
}

func (s *server) received() {
	read(s, "received.list", func(rd *store.Reader, in *ByID) (List[Received], error) {
		all, err := document.Register(rd, in.ID)
		return list(all, "", wireReceived), err
	})
	write(s, "received.create", func(tx *store.Tx, in *struct {
		ByID
		Body Received
	}) (Received, error) {
		d, err := document.Receive(tx, in.Body.room(in.ID))
		return wireReceived(d), err
	})
	read(s, "received.get", func(rd *store.Reader, in *ByID) (Received, error) {
		d, err := document.Get(rd, in.ID)
		return wireReceived(d), err
	})
	write(s, "received.put", func(tx *store.Tx, in *struct {
		ByID
		Body Received
	}) (Received, error) {
		d, err := document.Correct(tx, in.ID, in.Body.Version, in.Body.room(""))
		return wireReceived(d), err
	})
}

func (s *server) packets() {
	read(s, "packet.get", func(rd *store.Reader, in *ByID) (Packet, error) { return readPacket(rd, s, in.ID) })
	write(s, "packet.tick", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Part   string  `json:"part" enum:"before,after"`
			DoneAt Instant `json:"done_at"`
		}
	}) (Packet, error) {
		if err := packet.Declare(tx, in.ID, in.Body.Part, int64(in.Body.DoneAt)); err != nil {
			return Packet{}, fieldsAs(err, "hour", "done_at")
		}
		return readPacket(tx.Reader, s, in.ID)
	})
	read(s, "assistants.list", func(rd *store.Reader, in *ByID) (List[Assistant], error) { return assistantsOf(rd, in.ID) })
	write(s, "assistants.create", func(tx *store.Tx, in *struct {
		ByID
		Body struct {
			Person string `json:"person" minLength:"1" maxLength:"64"`
		}
	}) (List[Assistant], error) {
		if _, err := member.NameAssistant(tx, in.ID, in.Body.Person); err != nil {
			return List[Assistant]{}, err
		}
		return assistantsOf(tx.Reader, in.ID)
	})
	write(s, "assistants.end", func(tx *store.Tx, in *struct {
		ByID
		Post string `path:"post" maxLength:"64"`
	}) (List[Assistant], error) {
		if err := member.EndAssistant(tx, in.ID, in.Post); err != nil {
			return List[Assistant]{}, err
		}
		return assistantsOf(tx.Reader, in.ID)
	})
}

func assistantsOf(rd *store.Reader, org string) (List[Assistant], error) {
	all, err := member.Assistants(rd, org)
	return list(all, "", func(h member.Holding) Assistant {
		return Assistant{ID: h.ID, Person: h.Person, Name: h.FullName, From: h.From}
	}), err
}
