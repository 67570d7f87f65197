package backup

import "time"

// Machine is the state of the server as its administrator may see it: nothing
// of any cell.
type Machine struct {
	Engine     string
	Last       State  // of the nightly backup
	Old        bool   // no good backup within two nights
	Off        bool   // no nightly backup is made here
	SameDisk   bool   // the backups lie on the disk of the data
	FreeData   uint64 // bytes
	FreeBackup uint64 // bytes; 0 when Off
}

// old is the age at which the newest backup is no longer good enough.
const old = 50 * time.Hour

// Look tells the state without reading a backup again. A nil Keeper knows of none.
func (k *Keeper) Look() (Machine, error) {
	if k == nil {
		return Machine{Off: true}, nil
	}
	m := Machine{Engine: k.DB.Engine(), Off: k.Dir == ""}
	var err error
	if m.FreeData, err = Free(k.Data); err != nil || m.Off {
		return m, err
	}
	if m.Last, err = k.State(); err != nil {
		return m, err
	}
	m.Old = k.now().Sub(time.UnixMilli(m.Last.At)) > old
	m.SameDisk = SameDisk(k.Data, k.Dir)
	if m.FreeBackup, err = Free(k.Dir); err != nil { // not made yet: made at the first backup
		m.FreeBackup, err = m.FreeData, nil
	}
	return m, err
}
