package offline

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"chibo/internal/fault"
	"chibo/internal/offline"
	"chibo/internal/store"
	"chibo/internal/web/page"
)

// Take is POST: whoever runs a meeting takes it along on this phone or computer.
// The body is JSON {label, secret}, both may be left out; the answer is
// offline.Packet with the pass. Sent again with the same secret it is the same
// device and the packet of this moment.
func Take(w http.ResponseWriter, r *page.Request) error {
	in, err := taking(r)
	if err != nil {
		return refuse(w, r, err)
	}
	var packet offline.Packet
	var s sitting
	err = r.Write(func(tx *store.Tx) (err error) {
		if s, err = find(tx.Reader, r); err != nil {
			return err
		}
		in.Meeting = s.m.ID
		d, pass, err := offline.Take(tx, in)
		if err != nil {
			return err
		}
		packet, err = offline.Pack(tx, r.Book, d, pass)
		return err
	})
	if fault.KindOf(err) == fault.NotFound {
		return err // no such meeting for this viewer: said as everywhere
	}
	if err != nil {
		return refuse(w, r, err)
	}
	return tell(w, http.StatusOK, s.pack(r, packet))
}

func taking(r *page.Request) (offline.Taking, error) {
	in := offline.Taking{Shared: r.Session.Shared}
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		in.Label = r.Text("label")
		return in, nil
	}
	var asked struct{ Label, Secret string }
	raw, err := io.ReadAll(io.LimitReader(r.Body, 4096))
	if err == nil {
		err = json.Unmarshal(raw, &asked)
	}
	if err != nil {
		return in, fault.New(fault.Invalid, "hall_broken").Because(err)
	}
	in.Label, in.Secret = asked.Label, asked.Secret
	return in, nil
}
