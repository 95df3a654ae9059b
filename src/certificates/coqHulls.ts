/** The checks of claims in Gallina, the language of Coq, first part: vectors, points of hulls, pushes, coincidences. Each file of claims begins with both parts. */
export const HULLS = `(* The finite checks of docs/certificates.md over Q, decided by computation: the claims of the same certificate as JSON, with its numbers.
   What they do not prove: that these equations and inequalities decide where softmax policy gradient with exact gradients and small steps goes.
   That is the mathematics of docs/verdict.md, exposed.md, order.md, trap.md and, for contexts and MDPs, policies.md. *)
Require Import ZArith QArith List Bool.
Import ListNotations.
Open Scope Z_scope.

(* Whole numbers over one denominator. Names are numbers: of a state, or of an action through all states. *)
Definition row := list Z.
Record vec := over { entries : row; below : positive }.
Definition name := Z.
(* A difference y = x_from - x_to of features, in units of 1 / scale. *)
Definition key := (name * name)%type.
Definition table := list (key * row).

Definition less (a b : Q) : bool := negb (Qle_bool b a).
Definition least_of (a b : Q) : Q := if Qle_bool a b then a else b.
Definition greatest_of (a b : Q) : Q := if Qle_bool a b then b else a.
Fixpoint dot (a b : row) : Z :=
  match a, b with x :: a', y :: b' => x * y + dot a' b' | _, _ => 0 end.
Fixpoint plus (a b : row) : row :=
  match a, b with x :: a', y :: b' => x + y :: plus a' b' | [], _ => b | _, [] => a end.
Definition times (c : Z) (a : row) : row := map (Z.mul c) a.
Definition minus (a b : row) : row := plus a (times (-1) b).
Definition sum (a : row) : Z := fold_right Z.add 0 a.
Definition zero (a : row) : bool := forallb (Z.eqb 0) a.
Fixpoint same_row (a b : row) : bool :=
  match a, b with x :: a', y :: b' => (x =? y) && same_row a' b' | [], [] => true | _, _ => false end.
Definition same (a b : vec) : bool := same_row (times (Zpos (below b)) (entries a)) (times (Zpos (below a)) (entries b)).
Definition size (n : Z) (v : vec) : bool := Z.of_nat (length (entries v)) =? n.
(* Rationals, one by one those of a vector. *)
Definition each (found : list Q) (stated : vec) : bool :=
  (length found =? length (entries stated))%nat
  && forallb (fun t => Qeq_bool (fst t) (snd t # below stated)) (combine found (entries stated)).
Definition member (n : name) (l : list name) : bool := existsb (Z.eqb n) l.
Definition subset (a b : list name) : bool := forallb (fun n => member n b) a.
Definition same_key (a b : key) : bool := (fst a =? fst b) && (snd a =? snd b).
Definition has (k : key) (l : list key) : bool := existsb (same_key k) l.
Definition without (l away : list key) : list key := filter (fun k => negb (has k away)) l.
Fixpoint distinct (l : list key) : bool :=
  match l with k :: l' => negb (has k l') && distinct l' | [] => true end.
Definition entry {A} (d : A) (l : list A) (n : name) : A := if n <? 0 then d else nth (Z.to_nat n) l d.
Definition count {A} (l : list A) : list name := map Z.of_nat (seq 0 (length l)).
Definition keys (P : table) : list key := map fst P.
Definition of (P : table) (k : key) : row :=
  match find (fun e => same_key k (fst e)) P with Some e => snd e | None => [] end.
Definition only (P : table) (l : list key) : table := filter (fun e => has (fst e) l) P.
Definition but (P : table) (l : list key) : table := filter (fun e => negb (has (fst e) l)) P.
Fixpoint insert (e : key * row) (P : table) : table :=
  match P with
  | e' :: P' => if (fst (fst e) <? fst (fst e')) || (fst (fst e) =? fst (fst e')) && (snd (fst e) <=? snd (fst e'))
                then e :: P else e' :: insert e P'
  | [] => [e]
  end.
Definition sorted (P : table) : table := fold_right insert [] P.

Record weights := weigh { weighed : list key; parts : vec }.
(* Weights, point, products, square and slack. *)
Record hull := Hull { given : weights; point : vec; products : vec; square : Q; slack : Q }.
Record push := Push { face : weights; beyond : hull }.
Inductive ending :=
  | Trivial
  | OffTheHull (off : option key) (normal values : vec)
  | Excluded (at_point : vec) (alpha : weights) (lead square_of_point square_of_sum : Q).
Inductive step := Step (split : list (key * step)) (rest : ending).

Section Features.
Variable scale : positive.
Variable d : Z.

(* Of free ones not 0; of all others positive, and with this sum if one is asked. *)
Definition are_weights (w : weights) (positive free : list key) (total : bool) : bool :=
  let listed := combine (weighed w) (entries (parts w)) in
  (length (weighed w) =? length (entries (parts w)))%nat && distinct (weighed w)
  && forallb (fun t => has (fst t) free && negb (snd t =? 0) || has (fst t) positive && (0 <? snd t)) listed
  && (negb total || (sum (map snd (filter (fun t => negb (has (fst t) free)) listed)) =? Zpos (below (parts w)))).
Definition combined (w : weights) (P : table) : vec :=
  over (fold_right (fun t s => plus (times (snd t) (of P (fst t))) s) [] (combine (weighed w) (entries (parts w))))
    (scale * below (parts w)).
(* 0 is a convex combination of P. *)
Definition surrounded (w : weights) (P : table) : bool :=
  are_weights w (keys P) [] true && zero (entries (combined w P)).

Definition along (y : row) (p : vec) : Q := dot y (entries p) # (scale * below p).
Definition norm (y : row) : Q := dot y y # (scale * scale).
Definition length2 (p : vec) : Q := dot (entries p) (entries p) # (below p * below p).
Definition product (h : hull) (y : row) : Q := along y (point h).
(* value - |y| * sqrt slack > 0 *)
Definition certain (value square slack : Q) : bool :=
  less 0 value && less (slack * square) (value * value).

(* p is a combination of P, plus any of faces at right angles to it, and <y, p> >= |p|^2 - slack > 0 for P. *)
Definition apart (h : hull) (P others faces : table) : bool :=
  let found := map (fun e => product h (snd e)) P in
  are_weights (given h) (keys P) (keys faces) true
  && same (combined (given h) (P ++ faces)) (point h)
  && each (map (fun e => product h (snd e)) (sorted (P ++ others))) (products h)
  && Qeq_bool (length2 (point h)) (square h)
  && match found with
     | first :: more => Qeq_bool (square h - fold_right least_of first more) (slack h)
     | [] => false
     end
  && less (slack h) (square h)
  && forallb (fun e => dot (snd e) (entries (point h)) =? 0) faces.

Definition on (h : hull) (P : table) : table :=
  filter (fun e => Qeq_bool (slack h) 0 && Qeq_bool (product h (snd e)) (square h)) P.

(* Each push: the point before is a combination of worse ones that stay, all others push on along the point of the next hull. *)
Fixpoint pushed (l : list push) (before : vec) (pushing level faces : table) : bool :=
  match l with
  | [] => match level with [] => true | _ => false end
  | Push f h :: l' =>
      let stays := only pushing (weighed f) in
      let faces' := faces ++ stays in
      let pushing' := but pushing (weighed f) in
      are_weights f (keys pushing) (keys faces) true
      && same (combined f (pushing ++ faces)) before
      && apart h pushing' level faces'
      && match level with [] => false | _ => true end
      && Qeq_bool (slack h) 0
      && forallb (fun e => Qle_bool (square h) (product h (snd e))) level
      && pushed l' (point h) (on h pushing') (on h level) faces'
  end.
Definition attracts (h : hull) (pushes : list push) (worse better tied : table) : bool :=
  let level := on h better in
  apart h worse (better ++ tied) []
  && forallb (fun e => certain (product h (snd e) - square h) (norm (snd e)) (slack h)) (but better (keys level))
  && forallb (fun e => certain (product h (snd e)) (norm (snd e)) (slack h)) tied
  && pushed pushes (point h) (on h worse) level [].

(* At right angles to flat; 0 where all of these rows are. *)
Definition is_normal (n : vec) (flat others : list row) : bool :=
  let used := fold_right (fun y s => plus (map Z.abs y) s) [] (flat ++ others) in
  (length (entries n) =? length used)%nat
  && forallb (fun y => dot y (entries n) =? 0) flat
  && forallb (fun t => (fst t =? 0) || (0 <? snd t)) (combine (entries n) used).

Section Alone.
Variables worse others : table.
Variable tied : list key.
Variable shared : bool.
Let every := worse ++ others.
Definition c (k : key) : Z := if has k tied then 0 else 1.
Definition edge (k : key) : row := of every k ++ [c k * Zpos scale].

Definition ends (s : ending) (inside outside : list key) : bool :=
  let left := but others outside in
  match s with
  | Trivial =>
      (length worse =? 1)%nat || (d =? 1) || match left with [] => true | _ => false end
  | OffTheHull off normal values =>
      let away := match off with Some k => [k] | None => keys (sorted left) end in
      let flat := filter (fun k => negb (has k outside) && (has k (keys worse) || has k tied && negb shared)) (keys every) in
      let found := map (fun k => along (edge k) normal) away in
      match off with Some k => has k inside | None => true end
      && is_normal normal (map edge flat) (map edge away)
      && each found values && forallb (fun q => negb (Qeq_bool q 0)) found
  | Excluded v alpha lead squared_v squared_G =>
      let G := combined alpha every in
      let bounds := sum (map (fun t => snd t * c (fst t)) (combine (weighed alpha) (entries (parts alpha)))) in
      let beyond e := Qle_bool (inject_Z (c (fst e))) (along (snd e) v) in
      let within e := Qle_bool (along (snd e) v) (inject_Z (c (fst e))) in
      are_weights alpha (keys every) inside false && size d v
      && Qeq_bool lead ((2 * bounds # below (parts alpha)) - (dot (entries v) (entries G) # (below v * below G)))
      && Qeq_bool squared_v (length2 v) && Qeq_bool squared_G (length2 G)
      && (forallb beyond worse && forallb within left || zero (entries G))
      && certain lead squared_v squared_G
  end.
Fixpoint alone (s : step) (inside outside : list key) : bool :=
  match s with
  | Step split rest =>
      (fix go (l : list (key * step)) (outside : list key) : bool :=
         match l with
         | (k, within) :: l' =>
             has k (keys every) && negb (has k inside) && negb (has k outside)
             && alone within (k :: inside) outside && go l' (k :: outside)
         | [] => ends rest inside outside
         end) split outside
  end.
End Alone.

Inductive refutation :=
  | NothingWorse
  | BetweenWorse (w : weights)
  | Outlived (h : hull) (s : step)
  | Overtaken (h : hull) (normal : vec) (s : step).
Definition repelled (r : refutation) (worse better tied : table) (shared : bool) : bool :=
  let rest := better ++ tied in
  match r with
  | NothingWorse => false
  | BetweenWorse w => surrounded w worse
  | Outlived h s =>
      apart h worse rest []
      && (existsb (fun e => certain (square h - 2 * slack h - product h (snd e)) (norm (snd e)) (slack h)) better
          || existsb (fun e => certain (- product h (snd e)) (norm (snd e)) (slack h)) tied)
      && alone worse rest (keys tied) shared s [] []
  | Overtaken h normal s =>
      let stays := on h worse in
      let level := on h better in
      apart h worse rest [] && Qeq_bool (slack h) 0 && negb (length level =? 0)%nat
      && forallb (fun e => Qle_bool (square h) (product h (snd e))) better
      && forallb (fun e => less 0 (product h (snd e))) tied
      && (length stays =? length (weighed (given h)))%nat
      && is_normal normal (map snd stays) (map snd level)
      && forallb (fun e => Qeq_bool (along (snd e) normal) 1) level
      && alone worse rest (keys tied) shared s [] []
  end.
End Features.
`;
