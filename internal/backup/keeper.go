package backup

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"chibo/internal/fault"
	"chibo/internal/store"
)

// Keeper makes the nightly backup of one server and keeps some of them. It is no
// job of a committee: a server's backup holds all its committees, and must be
// made even when no committee can be asked.
type Keeper struct {
	DB     *store.DB
	Data   string
	Dir    string        // where the backups go; "" makes none
	At     time.Duration // after midnight in Vietnam
	Daily  int           // the newest of so many days are kept
	Weekly int           // and of so many weeks
	Clock  func() time.Time
}

// State is what is known of the last nightly backup, without reading it again.
type State struct {
	Dir      string `json:"-"`
	File     string `json:"file"` // the last good one
	At       int64  `json:"at"`
	Bytes    int64  `json:"bytes"`
	TookMS   int64  `json:"took_ms"`
	Damaged  int    `json:"damaged"` // attached files that are no longer what they were
	FailedAt int64  `json:"failed_at,omitempty"`
	Failure  string `json:"failure,omitempty"` // of the newest try, when it failed
	Kept     int    `json:"-"`
}

const stateName = "trang-thai.json"

var nightly = regexp.MustCompile(`^chibo-(\d{4}-\d{2}-\d{2})-\d{4}\.tar$`)

// late is how old the newest backup may be before a server that has just been
// started makes one at once: it was off in the night.
const late = 26 * time.Hour

// Run makes the backup every night until ctx ends. The keeper of a machine that
// is off at night gets one soon after the start.
func (k *Keeper) Run(ctx context.Context) {
	for k.Dir != "" {
		wait := k.untilNext(k.now())
		if s, _ := k.State(); k.now().Sub(time.UnixMilli(s.At)) > late {
			wait = time.Minute
			if s.FailedAt > 0 && k.now().Sub(time.UnixMilli(s.FailedAt)) < time.Hour { // not over and over on a full disk
				wait = time.Hour
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		if _, err := k.Make(ctx); err != nil && ctx.Err() == nil {
			slog.Error("nightly backup", "error", err)
		}
	}
}

func (k *Keeper) now() time.Time {
	if k.Clock != nil {
		return k.Clock().In(store.Vietnam)
	}
	return time.Now().In(store.Vietnam)
}

// untilNext is the time to the next hour of backup.
func (k *Keeper) untilNext(now time.Time) time.Duration {
	at := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, store.Vietnam).Add(k.At)
	if !at.After(now) {
		at = at.AddDate(0, 0, 1)
	}
	return at.Sub(now)
}

// Make makes one backup now, notes how it went, and lets old ones go only once
// the new one has been read back.
func (k *Keeper) Make(ctx context.Context) (Manifest, error) {
	if err := os.MkdirAll(k.Dir, 0o700); err != nil {
		return Manifest{}, err
	}
	begun, now := time.Now(), k.now()
	old, _ := k.State()
	file := filepath.Join(k.Dir, "chibo-"+now.Format("2006-01-02-1504")+".tar")
	m, err := Write(ctx, k.DB, k.Data, file)
	if err != nil {
		old.FailedAt, old.Failure = now.UnixMilli(), err.Error()
		return m, errors.Join(err, k.note(old))
	}
	s := State{File: filepath.Base(file), At: now.UnixMilli(), Bytes: m.Bytes, TookMS: time.Since(begun).Milliseconds(), Damaged: len(m.Damaged)}
	return m, errors.Join(k.note(s), k.prune())
}

func (k *Keeper) note(s State) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	temp := filepath.Join(k.Dir, stateName+".moi")
	if err := os.WriteFile(temp, text, 0o600); err != nil {
		return err
	}
	return os.Rename(temp, filepath.Join(k.Dir, stateName))
}

// State reads how the last nightly backup went; the zero At says that there was
// none, or that its file is gone.
func (k *Keeper) State() (State, error) {
	s := State{}
	if k.Dir == "" {
		return s, nil
	}
	text, err := os.ReadFile(filepath.Join(k.Dir, stateName))
	if err == nil {
		err = json.Unmarshal(text, &s)
	}
	s.Dir = k.Dir
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if _, gone := os.Stat(filepath.Join(k.Dir, filepath.Base(s.File))); gone != nil || s.File == "" {
		s.File, s.At, s.Bytes = "", 0, 0
	}
	all, _ := k.list()
	s.Kept = len(all)
	return s, err
}

// Newest is the newest nightly backup by its name, read again with every hash:
// what doctor asks, for it may take a while. fault "backup_missing" without one.
func (k *Keeper) Newest(ctx context.Context) (string, Manifest, error) {
	all, err := k.list()
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(all) == 0 {
		return "", Manifest{}, fault.New(fault.NotFound, "backup_missing", "file", filepath.Join(k.Dir, "chibo-*.tar"))
	}
	if err != nil {
		return "", Manifest{}, err
	}
	file := filepath.Join(k.Dir, all[0])
	m, err := Check(ctx, file)
	return file, m, err
}

// list names the nightly backups, the newest first.
func (k *Keeper) list() ([]string, error) {
	entries, err := os.ReadDir(k.Dir)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		if nightly.MatchString(e.Name()) {
			out = append(out, e.Name())
		}
	}
	slices.Sort(out)
	slices.Reverse(out)
	return out, nil
}

func (k *Keeper) prune() error {
	all, err := k.list()
	if err != nil {
		return err
	}
	for _, name := range spent(all, k.Daily, k.Weekly) {
		if err := os.Remove(filepath.Join(k.Dir, name)); err != nil {
			return err
		}
	}
	return nil
}

// spent picks what may go: all but the newest backup of each of the last days
// and of each of the last weeks that have one. The very newest always stays.
func spent(newestFirst []string, daily, weekly int) []string {
	days, weeks := map[string]bool{}, map[[2]int]bool{}
	var out []string
	for i, name := range newestFirst {
		day := nightly.FindStringSubmatch(name)[1]
		t, err := time.Parse(time.DateOnly, day)
		if err != nil {
			continue // not a day: not ours to remove
		}
		year, week := t.ISOWeek()
		keep := i == 0
		if !days[day] && len(days) < daily {
			keep = true
		}
		days[day] = true
		if w := [2]int{year, week}; !weeks[w] {
			keep = keep || len(weeks) < weekly
			weeks[w] = true
		}
		if !keep {
			out = append(out, name)
		}
	}
	return out
}
