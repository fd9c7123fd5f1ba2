//! Functions of languages that have no braces of their own for them. Expected ones are counted by hand.

use lode_duplicates::languages::{find, functions, lex};

/// Checks the names of the functions and the text that each ends with, in the order of their ends.
#[track_caller]
fn expect(name: &str, source: &str, expected: &[(&str, &str)]) {
    let language = find(name).unwrap_or_else(|| panic!("no language {name}"));
    let mut tokens = Vec::new();
    lex(language, source.as_bytes(), &mut |token| tokens.push(token));
    let found = functions::functions(language, source.as_bytes(), &tokens);
    let texts: Vec<(&str, &str)> = found
        .iter()
        .map(|function| {
            let end = tokens[function.tokens.end as usize - 1].end as usize;
            let name = &source[function.name.start as usize..function.name.end as usize];
            let start = tokens[function.tokens.start as usize].start as usize;
            let whole = &source[start..end];
            (name, whole.rsplit(char::is_whitespace).next().unwrap_or_default())
        })
        .collect();
    assert_eq!(texts, expected);
}

#[test]
fn clauses_of_haskell_are_one_function_and_values_are_none() {
    let source = "module A (fac) where\n\nimport B\n\n-- | Documented.\nfac :: Int -> Int\nfac 0 = 1\nfac n = n * fac (n - 1)\n\n\
                  limit :: Int\nlimit = 12\n\ncompose :: (a -> a) -> a -> a\ncompose = id\n\nlist :: [a -> a]\nlist = []\n\n\
                  main :: IO ()\nmain = do\n  let go x = x\n      wide = 3\n  print (go 1)\n\n\
                  classify n\n  | n < 0 = low\n  | otherwise = high\n  where\n    low = \"a\"\n    high = \"b\"\n";
    expect("haskell", source, &[("fac", "1)"), ("compose", "id"), ("go", "x"), ("main", "1)"), ("classify", "\"b\"")]);
}

#[test]
fn operators_and_methods_of_haskell_are_functions() {
    let source = "(<+>) :: A -> A -> A\nA x <+> A y = A (x + y)\n\na `plus` b = a + b\n\n(f . g) x = f (g x)\n\n\
                  instance Show A where\n  show (A x) = show x\n  {-# INLINE show #-}\n\n\
                  (first, second) = (1, 2)\n\nstrict !x ~y = x\n\ndata T = T { field :: Int } deriving Show\n";
    let expected = [("<+>", "y)"), ("plus", "b"), (".", "x)"), ("show", "x"), ("strict", "x")];
    expect("haskell", source, &expected);
}

#[test]
fn directives_of_the_preprocessor_end_no_function_of_haskell() {
    expect("haskell", "f x =\n#if A\n  g x\n#else\n  h x\n#endif\n\nk y = y\n", &[("f", "x"), ("k", "y")]);
}

#[test]
fn definitions_of_ocaml_end_with_in_or_where_the_next_begins() {
    let source = "open List\n\nlet limit = 12\n\nlet rec even n = n = 0 || odd (n - 1)\nand odd n = n <> 0 && even (n - 1)\n\n\
                  let twice f =\n  let go x =\n    f (f x)\n  in\n  let one = 1 in\n  go one\n\n\
                  let name = function\n| A -> \"a\"\n| B -> \"b\"\n\nlet ( + ) a b = add a b\n\n\
                  let (x, y) = (1, 2)\n\nlet typed : int -> int = fun x -> x\n\nlet () = print name\n";
    let expected =
        [("even", "1)"), ("odd", "1)"), ("go", "x)"), ("twice", "one"), ("name", "\"b\""), ("+", "b"), ("typed", "x")];
    expect("ocaml", source, &expected);
}

#[test]
fn functions_of_modules_and_methods_of_classes_of_ocaml_end_with_them() {
    let source = "module M = struct\n  let f x = x\n  let g ~label y = label y\nend\n\n\
                  class c = object (self)\n  method private get = 1\n  method virtual put : int -> unit\nend\n\n\
                  let h () = begin\n  a ()\nend\n";
    expect("ocaml", source, &[("f", "x"), ("g", "y"), ("get", "1"), ("h", "end")]);
}

#[test]
fn functions_of_fsharp_have_parameters_or_are_lambdas_and_members() {
    let source = "module A\n\nlet limit = 12\n\nlet rec fac n =\n    if n = 0 then 1\n    else n * fac (n - 1)\n\n\
                  [<Obsolete>]\nlet inline add (a: int) b : int = a + b\n\nlet twice = fun x -> 2 * x\n\n\
                  let (|Even|Odd|) n = if n % 2 = 0 then Even else Odd\n\n\
                  type T(x: int) =\n    let helper y = x + y\n    member this.Value = x\n    member this.Add(y) =\n        helper y\n\
                  \x20   abstract member Area: unit -> float\n    static member Zero = T(0)\n    override _.ToString() = \"t\"\n\n\
                  let outer a =\n    let inner b =\n        a + b\n    inner 1\n";
    let expected = [
        ("fac", "1)"),
        ("add", "b"),
        ("twice", "x"),
        ("|Even|Odd|", "Odd"),
        ("helper", "y"),
        ("Value", "x"),
        ("Add", "y"),
        ("Zero", "T(0)"),
        ("ToString", "\"t\""),
        ("inner", "b"),
        ("outer", "1"),
    ];
    expect("fsharp", source, &expected);
}

#[test]
fn headings_of_pascal_without_bodies_are_no_functions() {
    let source = "unit A;\ninterface\ntype\n  TB = class(TObject)\n  private\n    FX: Integer;\n    function GetX: Integer;\n\
                  \x20 public\n    constructor Create(X: Integer);\n    property X: Integer read GetX;\n  end;\n  TC = class;\n\
                  \x20 TD = record case Boolean of True: (A: Integer); end;\n  TE = procedure(X: Integer) of object;\n\
                  procedure P;\nimplementation\nprocedure Later; forward;\nfunction TB.GetX: Integer;\nbegin\n  Result := FX;\nend;\n\
                  constructor TB.Create(X: Integer);\nvar\n  Y: Integer;\n  function Inner(Z: Integer): Integer;\n  begin\n\
                  \x20   case Z of 1: Inner := 2; end;\n  end;\nbegin\n  try FX := Inner(X); finally end;\nend;\n\
                  procedure P; external 'lib';\nPROCEDURE Later;\nBEGIN\nEND;\nbegin\nend.\n";
    expect("pascal", source, &[("TB.GetX", "end"), ("Inner", "end"), ("TB.Create", "end"), ("Later", "END")]);
}

#[test]
fn functions_of_visual_basic_end_with_their_own_word() {
    let source = "Public Class A\n    Inherits B\n    Public Sub New(x As Integer)\n        Me.x = x\n    End Sub\n\n\
                  \x20   <Obsolete>\n    Protected Overrides Async Function Load(Of T)() As Task\n        If a Then Exit Function\n\
                  \x20       Dim f = Function(y) y + 1\n        Dim g = Sub()\n                    Call h()\n                End Sub\n\
                  \x20   End Function\n    Public MustOverride Sub C()\n    Public Property Name As String\n    Public Property D As Integer\n\
                  \x20       Get\n            Return 1\n        End Get\n    End Property\n    Declare Function E Lib \"l\" () As Integer\nEnd Class\n\
                  Interface F\n    Sub G()\nEnd Interface\nfunction h()\nend function\n";
    expect("visual-basic", source, &[("New", "Sub"), ("Load", "Function"), ("D", "Property"), ("h", "function")]);
}

#[test]
fn functions_of_fortran_are_those_outside_of_interfaces() {
    let source = "module a\n  implicit none\n  interface\n    subroutine ext(x)\n      real :: x\n    end subroutine\n  end interface\n\
                  contains\n  pure real(kind=8) function f(x) result(y)\n    real, intent(in) :: x\n    if (x > 0) then\n      y = x\n    end if\n\
                  \x20 end function f\n  SUBROUTINE S(n)\n    integer :: n\n    do i = 1, n\n      call ext(1.0)\n    end do\n  contains\n\
                  \x20   integer function inner()\n      inner = 1\n    end\n  END SUBROUTINE\nend module\nprogram p\n  call s(1)\nend program p\n";
    expect("fortran", source, &[("f", "f"), ("inner", "end"), ("S", "SUBROUTINE")]);
    let source = "      DOUBLE PRECISION FUNCTION D(X)\n      REAL X\n      D = X\n   10 CONTINUE\n      END\n      SUBROUTINE E\n      RETURN\n      END\n";
    expect("fixed-fortran", source, &[("D", "END"), ("E", "END")]);
}

#[test]
fn functions_of_matlab_reach_to_their_end_or_to_the_next() {
    let source = "function r = a(x)\n  if x(end) > 0\n    r = x;\n  end\nend\n\nfunction [p, q] = b\n  function c()\n  end\n  p = 1; q = 2;\nend\n";
    expect("matlab", source, &[("a", "end"), ("c", "end"), ("b", "end")]);
    let source = "function a(x)\n  for i = 1:3\n    y(end + 1) = i;\n  end\n\nfunction r = b()\n  r = 1;\n";
    expect("matlab", source, &[("a", "end"), ("b", "1;")]);
    let source = "classdef A < handle\n  properties\n    x\n  end\n  methods (Static)\n    function r = get.x(o)\n      r = 1;\n    end\n  end\nend\n";
    expect("matlab", source, &[("get.x", "end")]);
    let source = "function a (x)\n  unwind_protect\n    do x++; until x > 3\n  end_unwind_protect\nendfunction\n";
    expect("matlab", source, &[("a", "endfunction")]);
}

#[test]
fn clauses_of_erlang_are_one_function_up_to_their_dot() {
    let source = "-module(a).\n-spec f(integer()) -> integer().\nf(0) -> 1;\nf(N) when N > 0 ->\n    N * f(N - 1). % here\n\n\
                  g(R) -> R#r.field, 1.5.\n'quoted name'() -> fun(X) -> X end.\n-define(M(X), X).\n";
    expect("erlang", source, &[("f", "1)."), ("g", "1.5."), ("'quoted name'", "end.")]);
}

#[test]
fn functions_of_r_are_bound_to_names() {
    let source = "add <- function(a, b = 2) a +\n  b\n\nlimit <- 12\n\nouter = function(x)\n{\n  inner <- function(y) {\n    y\n  }\n\
                  \x20 sapply(x, FUN = function(z) z)\n}\n\nobject$method <- function() NULL\n\
                  A <- R6Class(\"A\", public = list(get = function() self$x, put = function(x) { self$x <- x }))\n`my name` <- \\(x) x\n";
    let expected = [
        ("add", "b"),
        ("inner", "}"),
        ("outer", "}"),
        ("object$method", "NULL"),
        ("get", "self$x"),
        ("put", "}"),
        ("`my name`", "x"),
    ];
    expect("r", source, &expected);
}

#[test]
fn routines_of_nim_have_a_body_after_an_equals_sign() {
    let source = "proc forward(x: int = 1): int\n\nproc add*[T](a, b: T): T {.inline.} =\n  ## Adds.\n  a + b\n\n\
                  template twice(x: untyped): untyped = x + x\n\niterator items(n: int): int =\n  var i = 0\n  while i < n:\n    yield i\n\n\
                  func `+`(a: A): A =\n  proc inner() =\n    discard\n  a\n\nproc puts(s: cstring) {.importc.}\nlet one = 1'i64\nproc last() = discard\n";
    let expected =
        [("add", "b"), ("twice", "x"), ("items", "i"), ("inner", "discard"), ("`+`", "a"), ("last", "discard")];
    expect("nim", source, &expected);
}

#[test]
fn headings_whose_brackets_never_close_take_linear_time() {
    for (name, heading) in [("ruby", "def f(\n"), ("julia", "f(x) = g(\n")] {
        let source = heading.repeat(100_000);
        let language = find(name).unwrap_or_else(|| panic!("no language {name}"));
        let mut tokens = Vec::new();
        lex(language, source.as_bytes(), &mut |token| tokens.push(token));
        let started = std::time::Instant::now();
        let _ = functions::functions(language, source.as_bytes(), &tokens);
        // To follow each to the end of the source takes minutes.
        assert!(started.elapsed().as_secs() < 10, "{name}: {:?}", started.elapsed());
    }
}
