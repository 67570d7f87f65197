package storetest

import "database/sql"

func createDatabase(base, name string) error {
	db, err := sql.Open("pgx", base+"/postgres?sslmode=disable")
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Exec("create database " + name + " template template0 encoding 'UTF8'")
	return err
}
