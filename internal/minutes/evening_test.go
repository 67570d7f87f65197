package minutes_test

import (
	"strings"
	"testing"
	"time"

	"chibo/internal/attendance"
	"chibo/internal/fault"
	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/minutes"
	"chibo/internal/quality"
	"chibo/internal/reminder"
	"chibo/internal/speech"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
	"chibo/internal/vote"
)

// TestTheMinutesTellTheEvening: what was said in which sense, praise, the number of
// reminders without a name, the reserved opinion its author wishes printed, the
// score with who proposed it and the vote, what to do better; and nothing of it
// where nothing was said.
func TestTheMinutesTellTheEvening(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		c := meetingtest.Ward(t, db)
		db.Clock.Set(time.UnixMilli(meetingtest.StartsAt))
		m := c.Opened(t, db)
		book := meetingtest.Book
		words := "Làm thí điểm một ngõ trước"
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error {
			for _, one := range []meetingtest.Someone{c.Hien, c.Huy, c.Loc, c.Mai, c.Khoa} {
				if _, err := attendance.CheckIn(tx, attendance.Marking{Meeting: m.ID, Member: one.Member, Status: attendance.Here}); err != nil {
					return err
				}
			}
			if _, err := attendance.RestUnexplained(tx, m.ID); err != nil {
				return err
			}
			for _, o := range []speech.Opinion{{Member: c.Loc.Member, Kind: "propose", Gist: "Xe rác vào ngõ buổi tối"}, {Member: c.Mai.Member, Kind: "agree"}} {
				o.Meeting = m.ID
				kept, err := speech.Add(tx, o)
				if err != nil {
					return err
				}
				if o.Gist == "" {
					if _, err := speech.Write(tx, m.ID, kept.ID, kept.Version, speech.Words{Bare: true}); err != nil {
						return err
					}
				}
			}
			if _, err := speech.AddPraise(tx, speech.Praise{Meeting: m.ID, Member: c.Khoa.Member, Deed: "vận động 12 hộ"}); err != nil {
				return err
			}
			if _, err := reminder.Give(tx, reminder.Reminder{Meeting: m.ID, Member: c.Mai.Member, Gist: "BÍ MẬT NHỎ", LookOn: "2027-01-03"}); err != nil {
				return err
			}
			for gist, printed := range map[string]bool{words: true, "KHÔNG IN": false} {
				if _, err := speech.Reserve(tx, speech.Reserved{Meeting: m.ID, Member: c.Loc.Member, Gist: gist, Addressee: c.Ward, Printed: printed}); err != nil {
					return err
				}
			}
			if _, err := quality.Propose(tx, book, m.ID, 0, 9200, "Đúng giờ"); err != nil {
				return err
			}
			if _, _, err := quality.Hold(tx, book, m.ID, vote.Hands{Subject: "Điểm", For: 4, Other: 1}); err != nil {
				return err
			}
			if _, err := meeting.PutLacks(tx, m.ID, 0, []string{"Bắt đầu muộn 5 phút"}); err != nil {
				return err
			}
			if _, err := meeting.Close(tx, m.ID); err != nil {
				return err
			}
			_, err := minutes.Compose(tx, book, m.ID)
			return err
		})
		text := ""
		var parts []minutes.Part
		db.Read(t, c.Loc.Person, func(rd *store.Reader) (err error) {
			parts, err = minutes.Parts(rd, m.ID)
			text = ""
			for _, p := range parts {
				text += p.Title + "\n" + p.Text + "\n"
			}
			return err
		})
		for _, want := range []string{"Đồng chí Trần Đức Lộc kiến nghị: Xe rác vào ngõ buổi tối", "Đồng chí Lò Thị Mai đồng tình: phát biểu, không ghi nội dung", "Biểu dương đồng chí Trần Văn Khoa: vận động 12 hộ.",
			"Nhắc nhở riêng: 1 đồng chí.", "bảo lưu ý kiến: " + words, "Gửi Đảng bộ phường Sông Xanh", "Chi bộ tự chấm 92/100 điểm, loại Tốt", "đồng chí Lường Thị Hiên đề nghị; 4/5 đồng chí tán thành", "Bắt đầu muộn 5 phút."} {
			if !strings.Contains(text, want) {
				t.Errorf("the minutes lack %q:\n%s", want, text)
			}
		}
		for _, not := range []string{"BÍ MẬT", "KHÔNG IN"} {
			if strings.Contains(text, not) {
				t.Errorf("the minutes tell %q", not)
			}
		}
		docx, _, err := func() (b []byte, name string, err error) {
			err = db.TryRead(c.Hien.Person, func(rd *store.Reader) (err error) { b, name, err = minutes.Docx(rd, book, m.ID, "minutes"); return })
			return
		}()
		if err != nil || len(docx) == 0 {
			t.Errorf("the paper: %v", err)
		}
		// The minutes are agreed after the closing, and somebody who still types gets both texts.
		db.Write(t, c.Huy.Person, func(tx *store.Tx) error {
			_, err := vote.Hold(tx, book, vote.Hands{Meeting: m.ID, Matter: "minutes", Subject: "Biên bản", For: 5})
			return err
		})
		db.Write(t, c.Huy.Person, func(tx *store.Tx) error { return minutes.Confirm(tx, m.ID, "scribe", "device") })
		db.Write(t, c.Hien.Person, func(tx *store.Tx) error { return minutes.Confirm(tx, m.ID, "chair", "device") })
		for who, code := range map[string]string{c.Huy.Person: "minutes_sealed", c.Hien.Person: "minutes_sealed", c.Loc.Person: "not_found"} {
			err := db.TryWrite(who, func(tx *store.Tx) error {
				_, err := minutes.Edit(tx, m.ID, parts[0].Key, parts[0].Version, "Chữ vừa viết")
				return err
			})
			if !fault.Is(err, code) {
				t.Errorf("%s edits confirmed minutes: %v", who, err)
			}
		}
	})
}
