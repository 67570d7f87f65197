package rule

import (
	"go.yaml.in/yaml/v3"
)

// States is what holds for restricted and erased data of a person.
type States struct {
	Ref         `yaml:"-"`
	OpenMinutes int    `yaml:"open_minutes"` // how long a restricted record stays open for one person
	BackupDays  int    `yaml:"backup_days"`  // by then no backup reads an erased person any more
	Keeps       []Said `yaml:"keeps"`        // what the archive keeps of an erased person
	Basis       Said   `yaml:"basis"`        // on which ground
	Member      Said   `yaml:"member"`       // why a member's data are not erased
}

// States gives the rule of that day.
func (b *Book) States(day string) States {
	s, ref := answer[States](b, "privacy.states", day, Scope{})
	s.Ref = ref
	return s
}

func (s *States) check() error {
	if s.OpenMinutes < 1 || s.BackupDays < 1 || len(s.Keeps) == 0 || s.Basis.missing() || s.Member.missing() {
		return bad("open_minutes và backup_days từ 1; cần keeps, basis, member", "open_minutes and backup_days from 1, keeps, basis, member")
	}
	for _, k := range s.Keeps {
		if k.missing() {
			return bad("phần được giữ cần nói bằng vi và en", "what is kept is said in vi and en")
		}
	}
	return nil
}

func (s *States) try(in *yaml.Node) (any, error) {
	var q struct {
		Erased string `yaml:"erased"` // on which day
	}
	err := decodeInput(in, &q)
	by, _ := after(q.Erased, s.BackupDays)
	return map[string]any{"open_minutes": s.OpenMinutes, "backup_days": s.BackupDays, "backups_gone": by}, err
}
