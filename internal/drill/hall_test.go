package drill

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"chibo/internal/meeting"
	"chibo/internal/meeting/meetingtest"
	"chibo/internal/offline"
	"chibo/internal/store"
	"chibo/internal/store/storetest"
)

// hallAt is an evening on which the meeting of the cast is held.
var hallAt = time.Date(2026, 12, 3, 19, 45, 0, 0, store.Vietnam)

func openHall(dir string) (*store.DB, error) {
	return store.Open(context.Background(), store.Options{Dir: dir, Vault: storetest.Vault, Clock: func() time.Time { return hallAt }})
}

// sends plays the server that receives batches of a phone and is killed: what it
// answered is printed, an operation a line.
func sends(dir, device, person string, from int) {
	db, err := openHall(dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	out := bufio.NewWriter(os.Stdout)
	v := store.Viewer{Tenant: tenant, Person: person}
	for n := from; ; n += 3 {
		var b offline.Batch
		for k := range 3 {
			value, _ := json.Marshal(map[string]string{"text": fmt.Sprint("ý ", n+k)})
			key := fmt.Sprintf("opinion/0194a000-0000-7000-8000-%012x", n+k)
			b.Ops = append(b.Ops, offline.Op{ID: store.NewID(), Device: device, Seq: int64(n + k), Lamport: int64(n + k), At: 1, Kind: "opinion", Key: key, Value: value})
		}
		var a offline.Answer
		if err := db.Write(context.Background(), v, func(tx *store.Tx) error {
			got, err := offline.Receive(tx, meetingtest.Book, device, b)
			a = got
			return err
		}); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Fprintln(out, strings.Join(a.Taken, "\n"))
		_ = out.Flush()
	}
}

// TestKillLosesNoBatch: what a phone was told is taken is there after the server
// was killed, each operation once, and its fold is the meeting's.
func TestKillLosesNoBatch(t *testing.T) {
	dir := t.TempDir()
	prepare(t, dir)
	db, err := openHall(dir)
	if err != nil {
		t.Fatal(err)
	}
	test := &storetest.DB{DB: db, Tenant: tenant}
	cast := meetingtest.Ward(t, test)
	m := cast.Opened(t, test)
	var d offline.Device
	test.Write(t, cast.Hien.Person, func(tx *store.Tx) error {
		got, _, err := offline.Take(tx, offline.Taking{Meeting: m.ID, Label: "máy"})
		d = got
		return err
	})
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	var told []string
	next := 1
	for range max(rounds()/3, 2) {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "CHIBO_DRILL_HALL="+dir, "CHIBO_DRILL_DEVICE="+d.ID, "CHIBO_DRILL_PERSON="+cast.Hien.Person, fmt.Sprint("CHIBO_DRILL_FROM=", next))
		var fail bytes.Buffer
		var out lines
		cmd.Stdout, cmd.Stderr = &out, &fail
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		out.wait(t, 3) // one batch is taken
		time.Sleep(time.Duration(rand.IntN(400)) * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if fail.Len() > 0 {
			t.Fatal(fail.String())
		}
		text := out.String()
		told = append(told, strings.Fields(text[:strings.LastIndexByte(text, '\n')+1])...)
		db, err := openHall(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Read(context.Background(), store.Viewer{Tenant: tenant, Person: cast.Hien.Person}, func(rd *store.Reader) error {
			there, err := rd.Strings(`select id from hall_op where tenant = $1 and meeting = $2 and device = $3`, m.ID, d.ID)
			if err != nil {
				return err
			}
			have := map[string]bool{}
			for _, id := range there {
				have[id] = true
			}
			for _, id := range told {
				if !have[id] {
					t.Errorf("%s was taken and is gone", id)
				}
			}
			next = len(there) + 1
			if last, err := rd.Int(`select last from hall where tenant = $1 and meeting = $2`, m.ID); err != nil || int(last) < len(there) {
				t.Errorf("the log says %d of %d (%v)", last, len(there), err)
			}
			_, err = meeting.Get(rd, m.ID)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(told) == 0 {
		t.Error("nothing was taken: the drill proves nothing")
	}
	t.Logf("%d operations taken under kill -9, none lost", len(told))
}
