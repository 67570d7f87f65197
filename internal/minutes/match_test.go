package minutes_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"chibo/internal/fault"
	"chibo/internal/minutes"
	"chibo/internal/minutes/cast"
	"chibo/internal/store/storetest"
)

func TestAPrintedCodeIsComparedForAnyone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *storetest.DB) {
		cast.Build(t, db)
		closed(t, db, "dec", "2026-12-03")
		s := seal(t, db, "dec")
		_, hash := s.Shown()
		other := bytes.Clone(s.Commitment[:16])
		other[3] ^= 1
		for _, c := range []struct{ code, want string }{
			{"https://chibo.vn/v/" + s.Code(), minutes.Same}, {"chibo:verify/" + s.Code(), minutes.Same}, {"  " + strings.ToUpper(s.ID) + " 1 " + hash + "\n", minutes.Same},
			{minutes.Sealed{ID: s.ID, Version: 1, Commitment: other}.Code(), minutes.Differs}, {minutes.Sealed{ID: s.ID, Version: 2, Commitment: other}.Code(), minutes.Unknown},
			{"018f0000-0000-7000-8000-000000000000/1/" + strings.Repeat("0", 32), minutes.Unknown},
		} {
			p, err := minutes.ParsePrinted(c.code)
			if err != nil {
				t.Fatalf("%q: %v", c.code, err)
			}
			if got, _, err := minutes.Compare(context.Background(), db.DB, p); err != nil || got != c.want {
				t.Errorf("%q: %s %v, want %s", c.code, got, err, c.want)
			}
		}
		for _, bad := range []string{"", "x", s.ID, s.ID + "/1", s.ID + "/0/" + strings.Repeat("0", 32), s.ID + "/1/00", s.ID + "/1/" + strings.Repeat("z", 32), strings.Repeat("a", 501)} {
			if _, err := minutes.ParsePrinted(bad); !fault.Is(err, "proof_code") {
				t.Errorf("%q: %v", bad, err)
			}
		}
	})
}

func FuzzParsePrinted(f *testing.F) {
	f.Add("https://x/v/018f0000-0000-7000-8000-000000000000/1/00112233445566778899aabbccddeeff")
	f.Add("018f0000-0000-7000-8000-000000000000 1 0011 2233 4455 6677 8899 aabb ccdd eeff")
	f.Add("////")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := minutes.ParsePrinted(text)
		if err == nil && (len(p.Document) != 36 || p.Version < 1 || len(p.Hash) != 16) {
			t.Errorf("%q gives %+v", text, p)
		}
	})
}
