package main

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

func newReadyCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "ready [URL]",
		Short: "Ask a running server whether it can answer",
		Long: `Ready asks the server at a URL, http://localhost:8080 where none is given, whether it and its store can answer. It is
for health checks where there is no curl: status 0 is yes.`,
		Example: `  demarche ready
  demarche ready http://demarche.example:8080`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			url := "http://localhost:8080"
			if len(args) > 0 {
				url = strings.TrimSuffix(args[0], "/")
			}
			r, err := http.NewRequestWithContext(cmd.Context(), http.MethodGet, url+"/readyz", nil)
			if err != nil {
				return usagef("%v", err)
			}
			client := http.Client{Timeout: 5 * time.Second}
			answer, err := client.Do(r)
			if err != nil {
				return err
			}
			defer answer.Body.Close()
			text, err := io.ReadAll(io.LimitReader(answer.Body, 1<<10))
			if err != nil {
				return err
			}
			if answer.StatusCode != http.StatusOK {
				return fmt.Errorf("%s: %s: %s", url, answer.Status, strings.TrimSpace(string(text)))
			}
			fmt.Fprintln(a.out, strings.TrimSpace(string(text)))
			return nil
		},
	}
}
