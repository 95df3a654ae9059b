/** The checks of claims about bandits in Gallina, the language of Coq. Each file of claims begins with them. */
export const PRELUDE = `(* The finite checks of docs/certificates.md over Q, decided by computation. What they do not prove: that these inequalities decide where softmax
   policy gradient goes (docs/verdict.md, exposed.md, order.md, trap.md). *)
Require Import QArith List Bool Arith.
Import ListNotations.
Open Scope Q_scope.

Definition vec := list Q.
Definition key := (nat * nat)%type.
Definition positive (a : Q) := negb (Qle_bool a 0).
Fixpoint dot (a b : vec) : Q :=
  match a, b with x :: a', y :: b' => Qred (x * y + dot a' b') | _, _ => 0 end.
Fixpoint plus (a b : vec) : vec :=
  match a, b with x :: a', y :: b' => Qred (x + y) :: plus a' b' | _, _ => [] end.
Definition times (c : Q) (v : vec) : vec := map (fun x => Qred (c * x)) v.
Definition minus (a b : vec) : vec := plus a (times (-1) b).
Definition sum (v : vec) : Q := fold_right (fun x s => Qred (x + s)) 0 v.
Fixpoint same (a b : vec) : bool :=
  match a, b with x :: a', y :: b' => Qeq_bool x y && same a' b' | [], [] => true | _, _ => false end.
Definition zero (v : vec) : bool := forallb (fun x => Qeq_bool x 0) v.
Definition member (n : nat) (l : list nat) : bool := existsb (Nat.eqb n) l.
Definition less (a b : list nat) : list nat := filter (fun n => negb (member n b)) a.
(* value - |y| * sqrt slack > 0 *)
Definition certain (value : Q) (y : vec) (slack : Q) : bool :=
  positive value && positive (Qred (value * value - slack * dot y y)).

Record bandit := {
  rewards : list Q;
  x : list vec;
  arms : list (list nat * Q)
}.

Section Problem.
Variable b : bandit.
Definition row (a : nat) : vec := nth a (x b) [].
Definition d : nat := length (row 0).
Definition y (k : key) : vec := minus (row (fst k)) (row (snd k)).
Definition combination (w : list (key * Q)) : vec :=
  fold_right (fun t s => plus (times (snd t) (y (fst t))) s) (repeat 0 d) w.
Definition first (arm : list nat * Q) : nat := hd 0%nat (fst arm).
Definition reward (a : nat) : Q := nth a (rewards b) 0.
Definition best : Q := fold_right (fun r m => if Qle_bool r m then m else r) (reward 0) (rewards b).
Definition names : list nat := map first (arms b).
Definition optimal : list nat :=
  map first (filter (fun arm => forallb (fun a => Qeq_bool (reward a) best) (fst arm)) (arms b)).
Definition others : list nat := less names optimal.
Definition mean (a : nat) : Q := fold_right (fun arm m => if Nat.eqb (first arm) a then snd arm else m) 0 (arms b).

Definition well_formed : bool :=
  (0 <? d)%nat && (length (x b) =? length (rewards b))%nat && forallb (fun r => (length r =? d)%nat) (x b)
  && forallb (fun a => existsb (fun arm => member a (fst arm)) (arms b)) (seq 0 (length (x b)))
  && forallb (fun arm => negb (length (fst arm) =? 0)%nat
       && forallb (fun a => same (row a) (row (first arm))) (fst arm)
       && Qeq_bool (snd arm * inject_Z (Z.of_nat (length (fst arm)))) (sum (map reward (fst arm)))) (arms b)
  && forallb (fun i => forallb (fun j => Nat.eqb i j || negb (same (row i) (row j))) names) names.

Definition among (hull : list key) (w : list (key * Q)) : bool :=
  forallb (fun t => existsb (fun k => Nat.eqb (fst k) (fst (fst t)) && Nat.eqb (snd k) (snd (fst t))) hull) w.
Definition convex (hull : list key) (w : list (key * Q)) : bool :=
  among hull w && forallb (fun t => positive (snd t)) w && Qeq_bool (sum (map snd w)) 1.
Definition surrounded (hull : list key) (w : list (key * Q)) : bool := convex hull w && zero (combination w).
Definition nearest (hull : list key) (w : list (key * Q)) (p : vec) (slack : Q) : bool :=
  convex hull w && same (combination w) p
  && forallb (fun k => Qle_bool (dot p p - slack) (dot (y k) p)) hull && positive (dot p p - slack) && Qle_bool 0 slack.

Definition from (a : nat) (l : list nat) : list key := map (fun c => (a, c)) l.
Definition neighbours : list key :=
  flat_map (fun i => map (fun j => (i, j)) (filter (fun j =>
    positive (mean i - mean j)
    && negb (existsb (fun c => positive (mean i - mean c) && positive (mean c - mean j)) names)) names)) names.
Definition worse (a : nat) := filter (fun c => positive (mean a - mean c)) names.
Definition better (a : nat) := filter (fun c => positive (mean c - mean a)) names.
Definition tied (a : nat) := filter (fun c => negb (Nat.eqb a c) && Qeq_bool (mean c) (mean a)) names.

Definition exposed (a : nat) (w : list (key * Q)) (p : vec) (slack : Q) : bool :=
  member a optimal && nearest (from a others) w p slack.
Definition all_optimal (a : nat) : bool := member a optimal && (length others =? 0)%nat.
Definition not_exposed (l : list (list (key * Q))) : bool :=
  (length l =? length optimal)%nat
  && forallb (fun t => surrounded (from (fst t) others) (snd t)) (combine optimal l).
Definition order (w : list (key * Q)) (p : vec) (slack : Q) : bool := nearest neighbours w p slack.
Definition one_level : bool := (length neighbours =? 0)%nat.
Definition not_ordered (w : list (key * Q)) : bool := surrounded neighbours w.

Definition trap (a : nat) (w : list (key * Q)) (p : vec) (slack : Q) : bool :=
  member a others && negb (length (better a) =? 0)%nat && nearest (from a (worse a)) w p slack
  && forallb (fun c => certain (Qred (dot (y (a, c)) p - dot p p)) (y (a, c)) slack) (better a)
  && forallb (fun c => certain (dot (y (a, c)) p) (y (a, c)) slack) (tied a).

Inductive step :=
  | Trivial
  | OffTheHull (normal : vec)
  | OffOne (off : nat) (normal : vec)
  | Without (at_ : nat) (within rest : step)
  | Excluded (point : vec) (alpha : list (nat * Q)).

Section Alone.
Variable a : nat.
Definition c (k : nat) : Q := if member k (tied a) then 0 else 1.
Definition edge (k : nat) : vec := y (a, k) ++ [c k].
Definition weigh (m : list (nat * Q)) : vec :=
  fold_right (fun t s => plus (times (snd t) (y (a, fst t))) s) (repeat 0 d) m.
Definition bounds (m : list (nat * Q)) : Q := sum (map (fun t => snd t * c (fst t)) m).
Definition in_C (z : vec) (left : list nat) : bool :=
  forallb (fun k => Qle_bool 1 (dot (y (a, k)) z)) (worse a)
  && forallb (fun k => Qle_bool (dot (y (a, k)) z) (c k)) left.
Definition off (flat away : list nat) (n : vec) : bool :=
  forallb (fun k => Qeq_bool (dot (edge k) n) 0) flat && forallb (fun k => negb (Qeq_bool (dot (edge k) n) 0)) away.

Fixpoint alone (s : step) (inside outside : list nat) : bool :=
  let rest := better a ++ tied a in
  let left := less rest outside in
  match s with
  | Trivial => (length (worse a) =? 1)%nat || (d =? 1)%nat || (length left =? 0)%nat
  | OffTheHull n => off (less (worse a) outside) left n
  | OffOne k n => member k inside && off (less (worse a) outside) [k] n
  | Without k within rest => alone within (k :: inside) outside && alone rest inside (k :: outside)
  | Excluded z alpha =>
      let G := weigh alpha in
      let lead := Qred (2 * bounds alpha - dot z G) in
      (in_C z left || zero G)
      && forallb (fun t => (member (fst t) (worse a) || member (fst t) rest)
           && (Qle_bool 0 (snd t) || member (fst t) inside)) alpha
      && positive lead && positive (Qred (lead * lead - dot z z * dot G G))
  end.
End Alone.

Definition suboptimal (a : nat) : bool := member a others && negb (length (better a) =? 0)%nat.
Definition nothing_worse (a : nat) : bool := suboptimal a && (length (worse a) =? 0)%nat.
Definition between_worse (a : nat) (w : list (key * Q)) : bool := suboptimal a && surrounded (from a (worse a)) w.
Definition outlived (a : nat) (w : list (key * Q)) (p : vec) (slack : Q) (s : step) : bool :=
  suboptimal a && nearest (from a (worse a)) w p slack
  && (existsb (fun k => certain (Qred (dot p p - 2 * slack - dot (y (a, k)) p)) (y (a, k)) slack) (better a)
      || existsb (fun k => certain (- dot (y (a, k)) p) (y (a, k)) slack) (tied a))
  && alone a s [] [].
Definition overtaken (a : nat) (w : list (key * Q)) (p : vec) (n : vec) (s : step) : bool :=
  let level l := filter (fun k => Qeq_bool (dot (y (a, k)) p) (dot p p)) l in
  suboptimal a && nearest (from a (worse a)) w p 0
  && forallb (fun k => positive (dot (y (a, k)) p)) (tied a)
  && forallb (fun k => Qle_bool (dot p p) (dot (y (a, k)) p)) (better a)
  && negb (length (level (better a)) =? 0)%nat
  && (length (level (worse a)) =? length w)%nat
  && forallb (fun k => Qeq_bool (dot (y (a, k)) n) 0) (level (worse a))
  && forallb (fun k => Qeq_bool (dot (y (a, k)) n) 1) (level (better a))
  && alone a s [] [].
End Problem.
`;
