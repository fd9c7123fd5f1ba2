//! What tokens mean to the reader of functions with braces.

use crate::languages::tables::Tables;
use crate::token::TokenKind;

/// What an open bracket holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Inside {
    /// The file, or a class, a namespace: functions may be in it.
    Container,
    /// An enumeration before its first semicolon: what looks like functions are constants with bodies.
    Constants,
    /// A function's body.
    Function,
    /// Statements or values.
    Block,
    /// Parentheses or square brackets.
    Parentheses,
}

/// What a token means here.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::languages) enum Role {
    Other,
    Name,
    Function,
    Constructor,
    Container,
    Constants,
    New,
    Operator,
    OpenBrace,
    CloseBrace,
    Open,
    Close,
    Semicolon,
    Colon,
    Assign,
    Arrow,
    Define,
    BranchStart,
    BranchElse,
    BranchEnd,
}

/// What each code of a token means.
pub(in crate::languages) fn roles(tables: &Tables) -> [Role; 256] {
    let mut roles = [Role::Other; 256];
    roles[TokenKind::Identifier as usize] = Role::Name;
    let named: &[(&[&str], Role)] = &[
        (&["fn", "func", "fun", "function", "def", "sub", "modifier"], Role::Function),
        (
            &[
                "class",
                "object",
                "interface",
                "protocol",
                "extension",
                "contract",
                "library",
                "struct",
                "union",
                "namespace",
                "trait",
                "impl",
                "mod",
                "extern",
                "@interface",
                "@implementation",
            ],
            Role::Container,
        ),
        (&["init", "constructor"], Role::Constructor),
        (&["enum"], Role::Constants),
        (&["new"], Role::New),
        (&["operator"], Role::Operator),
        (&["{", "${"], Role::OpenBrace),
        (&["}"], Role::CloseBrace),
        (&["(", "["], Role::Open),
        (&[")", "]"], Role::Close),
        (&[";"], Role::Semicolon),
        (&[":"], Role::Colon),
        (&["="], Role::Assign),
        (&["=>"], Role::Arrow),
        (&["#define"], Role::Define),
        (&["#if", "#ifdef", "#ifndef"], Role::BranchStart),
        (&["#else", "#elif"], Role::BranchElse),
        (&["#endif"], Role::BranchEnd),
    ];
    for (names, role) in named {
        for name in *names {
            let code = tables.code_of(name);
            if code != 0 {
                roles[usize::from(code)] = *role;
            }
        }
    }
    // Kotlin's, before the parameters of a class, is no function.
    if tables.code_of("contract") == 0 {
        roles[usize::from(tables.code_of("constructor"))] = Role::Name;
    }
    roles
}
