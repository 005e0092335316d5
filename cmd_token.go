package main

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/server"
)

// scopes are what a token may allow.
var scopes = []string{string(graph.ScopeRead), string(graph.ScopeIngest), string(graph.ScopeCorrect), string(graph.ScopeAdmin)}

func newTokenCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "token",
		Short: "Say who may ask a server that is reached from other machines",
		Long: `Tokens are kept in the store, as hashes only: the secret is shown once, when it is made. A running server follows
within a second.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newTokenAddCommand(a), newTokenListCommand(a), newTokenRevokeCommand(a))
	return cmd
}

func newTokenAddCommand(a *app) *cobra.Command {
	var allowed []string
	cmd := &cobra.Command{
		Use:   "add NAME",
		Short: "Make a token and show its secret, this once",
		Long: `Add makes a token for somebody and shows its secret, which is not kept. Scopes are read (ask), ingest (send articles),
correct (enter and undo corrections, under the token's name) and admin (everything).`,
		Example: `  demarche token add dashboard
  demarche token add ann --scope read --scope correct`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			name := strings.TrimSpace(args[0])
			if name == "" {
				return usagef("a token needs a name")
			}
			t := graph.Token{Name: name, Created: time.Now().UTC()}
			for _, s := range allowed {
				if !slices.Contains(scopes, s) {
					return usagef("--scope: %q is none of %s", s, strings.Join(scopes, ", "))
				}
				t.Scopes = append(t.Scopes, graph.Scope(s))
			}
			store, err := a.openStore(cmd.Context())
			if err != nil {
				return err
			}
			defer store.Close()
			secret, hash := server.NewSecret()
			t.Hash = hash
			if err := store.AddToken(cmd.Context(), t); err != nil {
				return err
			}
			fmt.Fprintln(a.out, secret)
			fmt.Fprintf(a.errs, "This is the secret of %s; it is not shown again. Send it as: Authorization: Bearer %s…\n", name, secret[:7])
			return nil
		},
	}
	cmd.Flags().StringSliceVar(&allowed, "scope", []string{string(graph.ScopeRead)}, "what it allows: read, ingest, correct or admin; may be repeated")
	a.storeFlag(cmd)
	return cmd
}

func newTokenListCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the tokens, revoked ones too",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			store, err := a.openGraph(cmd.Context())
			if err != nil {
				return err
			}
			defer store.Close()
			tokens, err := store.Tokens(cmd.Context())
			if err != nil {
				return err
			}
			if len(tokens) == 0 {
				fmt.Fprintln(a.out, "There are no tokens.")
				return nil
			}
			w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "NAME\tSCOPES\tMADE\tREVOKED")
			for _, t := range tokens {
				allowed := make([]string, len(t.Scopes))
				for i, s := range t.Scopes {
					allowed[i] = string(s)
				}
				revoked := "no"
				if !t.Revoked.IsZero() {
					revoked = t.Revoked.Format(time.DateOnly)
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", t.Name, strings.Join(allowed, ", "), t.Created.Format(time.DateOnly), revoked)
			}
			return w.Flush()
		},
	}
	a.storeFlag(cmd)
	return cmd
}

func newTokenRevokeCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "revoke NAME",
		Short: "End a token; a running server refuses it within a second",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			store, err := a.openGraph(cmd.Context())
			if err != nil {
				return err
			}
			defer store.Close()
			if err := store.RevokeToken(cmd.Context(), args[0]); err != nil {
				return err
			}
			fmt.Fprintf(a.out, "%s is revoked.\n", args[0])
			return nil
		},
	}
	a.storeFlag(cmd)
	return cmd
}
