/** The checks of claims in Gallina, second part: the problem, its values, trees of choices, policies, each kind of claim, and the verdict. */
export const PROBLEM = String.raw`(* The pairs of a state and an action in the order of the text: states, features in units of 1 / scale, and in units of 1 / per their
   options: the reward, then for each state the discounted probability of going there. A bandit is one state that leads nowhere. *)
Record problem := {
  start : vec;
  state_of : list name;
  scale : positive;
  features : list row;
  per : positive;
  options : list row
}.
(* Pairs of a state with the same features are one arm, named by the first; its option is the mean of theirs. *)
Record arm := { first : name; members : list name; x : row; option_of : vec }.

Section Problem.
Variable p : problem.
Definition d : Z := Z.of_nat (length (entry [] (features p) 0)).
Definition states : list name := count (entries (start p)).
Definition pairs : list name := count (features p).
Definition state (n : name) : name := entry (-1) (state_of p) n.
Definition feature (n : name) : row := entry [] (features p) n.
Definition option_at (n : name) : row := entry [] (options p) n.
Definition well_formed : bool :=
  let S := length (entries (start p)) in
  (0 <? d) && forallb (fun y => Z.of_nat (length y) =? d) (features p)
  && (length (state_of p) =? length (features p))%nat && (length (options p) =? length (features p))%nat
  && forallb (fun s => (0 <=? s) && (s <? Z.of_nat S)) (state_of p)
  && forallb (fun s => member s (state_of p)) states
  && forallb (fun o => (length (tl o) =? S)%nat && forallb (Z.leb 0) (tl o) && (sum (tl o) <? Zpos (per p))) (options p)
  && forallb (Z.leb 0) (entries (start p)) && (sum (entries (start p)) =? Zpos (below (start p))).

Definition arms_of (s : name) : list arm :=
  let here := filter (fun n => state n =? s) pairs in
  let alike n := filter (fun m => same_row (feature m) (feature n)) here in
  map (fun n => let group := alike n in
         {| first := n; members := group; x := feature n;
            option_of := over (fold_right (fun m t => plus (option_at m) t) [] group)
                           (per p * Pos.of_nat (length group)) |})
    (filter (fun n => hd (-1) (alike n) =? n) here).

(* Of Q(a) - Q(b) for every policy, whose V lies between these; None: not known. *)
Definition sign (low high : vec) (a b : arm) : option comparison :=
  let difference := minus (times (Zpos (below (option_of b))) (entries (option_of a)))
                      (times (Zpos (below (option_of a))) (entries (option_of b))) in
  let l := times (Zpos (below high)) (entries low) in
  let h := times (Zpos (below low)) (entries high) in
  let reward := hd 0 difference * Zpos (below low) * Zpos (below high) in
  let at_least := reward + dot (tl difference) (map (fun t => if 0 <? fst t then fst (snd t) else snd (snd t)) (combine (tl difference) (combine l h))) in
  let at_most := reward + dot (tl difference) (map (fun t => if 0 <? fst t then snd (snd t) else fst (snd t)) (combine (tl difference) (combine l h))) in
  if 0 <? at_least then Some Gt else if at_most <? 0 then Some Lt
  else if at_least =? at_most then Some Eq else None.

(* What follows from the values: arms by their states, optimal pairs, J*, states with a choice, signs of the arms of a state with a choice. *)
Record facts := {
  arms : list (list arm);
  best : list name;
  optimum : Q;
  choices : list name;
  signs : list (list (list (option comparison)))
}.
Record values := Values { optimal : vec; value : Q; lowest : vec; highest : vec; visited : list name }.

Definition worth (option : vec) (V : vec) : Q :=
  hd 0 (entries option) * Zpos (below V) + dot (tl (entries option)) (entries V) # (below option * below V).
Definition at_state (V : vec) (s : name) : Q := entry 0 (entries V) s # below V.
(* V_s is the least, or the greatest, of these in each state. *)
Definition bellman (V : vec) (choose : Q -> Q -> Q) (listed : list (list vec)) : bool :=
  size (Z.of_nat (length states)) V && (length listed =? length states)%nat
  && forallb (fun t => match map (fun o => worth o V) (snd t) with
       | q :: more => Qeq_bool (at_state V (fst t)) (fold_right choose q more)
       | [] => false
       end) (combine states listed).
Definition leads (a : arm) (s : name) : bool := negb (entry 0 (tl (entries (option_of a))) s =? 0).
Definition reached (l : list arm) : list name :=
  filter (fun s => negb (entry 0 (entries (start p)) s =? 0) || existsb (fun a => leads a s) l) states.

Definition settle (v : values) : option facts :=
  let all := map arms_of states in
  let own n := over (option_at n) (per p) in
  let here s := filter (fun n => state n =? s) pairs in
  let signs_at s := if member s (visited v)
    then map (fun a => map (sign (lowest v) (highest v) a) (entry [] all s)) (entry [] all s) else [] in
  let chosen := filter (fun s => existsb (existsb (fun o => match o with Some Eq => false | _ => true end)) (signs_at s)) states in
  let J := dot (entries (start p)) (entries (optimal v)) # (below (start p) * below (optimal v)) in
  if well_formed
     && bellman (optimal v) greatest_of (map (fun s => map own (here s)) states)
     && Qeq_bool J (value v)
     && bellman (lowest v) least_of (map (map option_of) all)
     && bellman (highest v) greatest_of (map (map option_of) all)
     && subset (visited v) states
     && subset (reached (flat_map (entry [] all) (visited v))) (visited v)
  then Some {|
    arms := all;
    best := filter (fun n => Qeq_bool (worth (own n) (optimal v)) (at_state (optimal v) (state n))) pairs;
    optimum := value v;
    choices := chosen;
    signs := map (fun s => if member s chosen then signs_at s else []) states |}
  else None.
Definition facts_of (v : values) : facts :=
  match settle v with
  | Some f => f
  | None => {| arms := []; best := []; optimum := 0; choices := []; signs := [] |}
  end.
End Problem.

Inductive tree := Cut (n : Z) | Policy (l : list name) | At (s : name) (l : list tree).
(* The arm of each state, V, J, the visits d, and the advantages of all arms. *)
Record compared := Compared { policy : list name; of_policy : vec; returns : Q; visits : vec; advantages : vec }.
Inductive claim :=
  | Exposed (l : list name) (h : option hull)
  | NotExposed (cuts : list weights) (t : tree)
  | Tabular
  | Order (h : option hull)
  | NotOrdered (w : weights)
  | Policies (cuts : list weights) (t : tree)
  | Optimal (policy : list name) (V : vec) (J : Q)
  | Trap (c : compared) (h : hull) (pushes : list push)
  | NoTrap (c : compared) (r : refutation).

Section Claims.
Variable p : problem.
Variable f : facts.
Definition all_arms : list arm := concat (arms f).
Definition named (n : name) : option arm := find (fun a => first a =? n) all_arms.
Definition named_all (l : list name) : list arm :=
  flat_map (fun n => match named n with Some a => [a] | None => [] end) l.
Definition are_arms (l : list name) : bool := forallb (fun n => match named n with Some _ => true | None => false end) l.
Definition in_choice (a : arm) : bool := member (state p (first a)) (choices f).
(* From each of these arms to the others of its state, where there is a choice. *)
Definition differences (l : list arm) (away : list name) : table :=
  flat_map (fun a => map (fun b => ((first a, first b), minus (x a) (x b)))
    (filter (fun b => negb (first b =? first a) && negb (member (first b) away))
      (entry [] (arms f) (state p (first a))))) (filter in_choice l).
Definition separated (h : option hull) (P : table) : bool :=
  match P, h with [], _ => true | _, Some h => apart (scale p) h P [] [] | _, None => false end.

(* The policies at the ends of a tree of choices, of all arms or of best ones; None: it is none. A cut is not separable. *)
Fixpoint walk (cuts : list weights) (of_best : bool) (t : tree) (chosen : list arm) : option (list (list name)) :=
  let waiting := filter (fun s => negb (existsb (fun a => state p (first a) =? s) chosen))
    (if of_best then reached p chosen else choices f) in
  match t with
  | Cut n =>
      if (0 <=? n) && surrounded (scale p) (entry (weigh [] (over [] 1)) cuts n) (differences chosen []) then Some [] else None
  | Policy l =>
      if (length waiting =? 0)%nat && (length l =? length chosen)%nat && subset l (map first chosen)
         && subset (map first chosen) l then Some [l] else None
  | At s below =>
      let able := filter (fun a => negb of_best || subset (members a) (best f)) (entry [] (arms f) s) in
      let branches := if member s (choices f) then able else firstn 1 able in
      if member s waiting
      then (fix go (l : list tree) (of_arms : list arm) : option (list (list name)) :=
              match l, of_arms with
              | t' :: l', a :: more =>
                  match walk cuts of_best t' (chosen ++ [a]), go l' more with
                  | Some found, Some rest => Some (found ++ rest)
                  | _, _ => None
                  end
              | [], [] => Some []
              | _, _ => None
              end) below branches
      else None
  end.

Definition known_sign (o : option comparison) : bool := match o with Some _ => true | None => false end.
Definition all_known : bool := forallb (forallb (forallb known_sign)) (signs f).
Definition is (s : comparison) (o : option comparison) : bool :=
  match o, s with Some Gt, Gt | Some Lt, Lt | Some Eq, Eq => true | _, _ => false end.
(* Each arm to each one of lower value with none between. *)
Definition neighbours : table :=
  flat_map (fun t =>
    let rows := combine (fst t) (snd t) in
    flat_map (fun a => flat_map (fun b =>
      let between := existsb (fun u => is Gt (fst u) && is Lt (snd u)) (combine (snd a) (snd (fst b))) in
      if is Gt (snd b) && negb between then [((first (fst a), first (fst (fst b))), minus (x (fst a)) (x (fst (fst b))))] else [])
      (combine rows (snd a))) rows) (combine (arms f) (signs f)).

Definition is_tabular : bool :=
  let rows := filter (fun n => member (state p n) (choices f)) (pairs p) in
  let gram a b := dot (feature p a) (feature p b) in
  let first_of n := hd (-1) (filter (fun m => state p m =? state p n) rows) in
  let goes n := tl (option_at p n) in
  match rows with
  | a :: _ => forallb (fun m => forallb (fun n => gram m n =? if m =? n then gram a a else 0) rows) rows
  | [] => false
  end
  && (forallb (fun n => same_row (goes n) (goes (first_of n))) rows
      || forallb (fun s => negb (entry 0 (entries (start p)) s =? 0)) (choices f)).

Definition is_policy (l : list name) (V : vec) (J : Q) : bool :=
  let chosen := named_all l in
  are_arms l && same_row (map (state p) l) (states p)
  && bellman p V greatest_of (map (fun a => [option_of a]) chosen)
  && Qeq_bool J (dot (entries (start p)) (entries V) # (below (start p) * below V)).

(* d = rho + the d of the states that lead here. *)
Definition is_visits (d : vec) (chosen : list arm) : bool :=
  size (Z.of_nat (length (states p))) d
  && forallb (fun s => Qeq_bool (at_state d s) (at_state (start p) s
       + fold_right (fun a t => Qred (at_state d (state p (first a)) * (entry 0 (tl (entries (option_of a))) s # below (option_of a)) + t)) 0%Q chosen))
     (states p).
Definition are_advantages (c : compared) : bool :=
  each (map (fun a => (worth (option_of a) (of_policy c) - at_state (of_policy c) (state p (first a)))%Q) all_arms) (advantages c).

(* Deviations of one y are one. *)
Fixpoint grouped (P : table) (groups : list (row * list key)) : list (row * list key) :=
  match P with
  | (k, y) :: P' =>
      grouped P' (if existsb (fun g => same_row (fst g) y) groups
        then map (fun g => if same_row (fst g) y then (fst g, snd g ++ [k]) else g) groups
        else groups ++ [(y, [k])])
  | [] => groups
  end.
Record around := { worse : table; better : table; tied : table; plain : bool; lost : bool; away : bool }.
Definition around_of (c : compared) : around :=
  let A := combine (map first all_arms) (entries (advantages c)) in
  let gain_of n := match find (fun t => fst t =? n) A with Some t => snd t | None => 0 end in
  let sized n := match named n with Some a => Z.of_nat (length (members a)) | None => 1 end in
  let chosen := named_all (policy c) in
  let visited a := negb (entry 0 (entries (visits c)) (state p (first a)) =? 0) in
  let unseen := filter (fun a => in_choice a && negb (visited a)) chosen in
  let groups := grouped (differences (filter visited chosen) []) [] in
  let gaining := flat_map (fun g => if existsb (fun k => 0 <? gain_of (snd k)) (snd g) then map (fun k => state p (snd k)) (snd g) else []) groups in
  let gain g := fold_right (fun k t => Qred ((entry 0 (entries (visits c)) (state p (fst k)) * gain_of (snd k) * sized (snd k) # Z.to_pos (sized (fst k))) + t)) 0%Q (snd g) in
  let level g := forallb (fun k => gain_of (snd k) =? 0) (snd g) in
  let nothing_away := (length unseen =? 0)%nat in
  let equal k := match named (fst k), named (snd k) with
    | Some a, Some b =>
        let here := entry [] (arms f) (state p (first a)) in
        let line := match find (fun t => first (fst t) =? first a) (combine here (entry [] (signs f) (state p (first a)))) with Some t => snd t | None => [] end in
        match find (fun t => first (fst t) =? first b) (combine here line) with Some t => is Eq (snd t) | None => false end
    | _, _ => false
    end in
  let mixes g := (1 <? Z.of_nat (length (choices f))) && existsb (fun k => member (state p (snd k)) gaining) (snd g) in
  let is_worse g := less (gain g) 0 in
  let is_tied g := negb (is_worse g) && level g && nothing_away in
  let table_of l := map (fun g => (hd (0, 0) (snd g), fst g)) l in
  {| worse := table_of (filter is_worse groups);
     better := table_of (filter (fun g => negb (is_worse g) && negb (is_tied g)) groups);
     tied := differences unseen [] ++ table_of (filter is_tied groups);
     plain := nothing_away && forallb (fun g => negb (Qeq_bool (gain g) 0) || level g && negb (mixes g) && forallb equal (snd g)) groups;
     lost := existsb (fun g => existsb (fun k => gain_of (snd k) <? 0) (snd g)) groups;
     away := negb nothing_away |}.

Definition is_compared (c : compared) : bool :=
  is_policy (policy c) (of_policy c) (returns c) && negb (Qeq_bool (returns c) (optimum f))
  && is_visits (visits c) (named_all (policy c)) && are_advantages c.

Definition holds (said : claim) : bool :=
  match said with
  | Exposed l h =>
      let listed := named_all l in
      let firsts := filter (fun a => match find (fun b => state p (first b) =? state p (first a)) listed with
        | Some b => first b =? first a | None => false end) listed in
      are_arms l && forallb (fun a => subset (members a) (best f)) listed
      && subset (reached p listed) (map (fun a => state p (first a)) listed)
      && separated h (differences firsts l)
  | NotExposed cuts t => match walk cuts true t [] with Some [] => true | _ => false end
  | Tabular => is_tabular
  | Order h => all_known && separated h neighbours
  | NotOrdered w => all_known && surrounded (scale p) w neighbours
  | Policies cuts t => match walk cuts false t [] with Some _ => true | None => false end
  | Optimal l V J => is_policy l V J && Qeq_bool J (optimum f)
  | Trap c h pushes =>
      let a := around_of c in
      is_compared c && attracts (scale p) h pushes (worse a) (better a) (tied a)
  | NoTrap c NothingWorse =>
      let a := around_of c in
      is_compared c && ((length (worse a) =? 0)%nat && plain a || negb (lost a) && (negb (away a) || all_known))
  | NoTrap c r =>
      let a := around_of c in
      is_compared c && plain a
      && repelled (scale p) (d p) r (worse a) (better a) (tied a) (length (choices f) =? 1)%nat
  end.

Inductive verdict := Never | Depends | Always | Undecided.
Fixpoint ends_of (t : tree) : list (list name) :=
  match t with Cut _ => [] | Policy l => [l] | At _ l => flat_map ends_of l end.
Definition about (said : claim) : list (list name) :=
  match said with Optimal l _ _ => [l] | Trap c _ _ | NoTrap c _ => [policy c] | _ => [] end.
(* No two claims are about one policy. *)
Fixpoint once (l : list (list name)) : bool :=
  match l with one :: more => negb (existsb (same_row one) more) && once more | [] => true end.
(* With one choice all its arms are asked: tied ones may attract together though they are not exposed. *)
Definition asked (l : list claim) : option (list (list name)) :=
  if (length (choices f) <=? 1)%nat
  then Some (flat_map (fun s => map (fun a => [first a]) (entry [] (arms f) s)) (choices f))
  else match filter (fun said => match said with Policies _ _ => true | _ => false end) l with
       | Policies _ t :: _ => Some (ends_of t)
       | _ => None
       end.
Definition follows (l : list claim) : verdict :=
  let exposed := existsb (fun said => match said with Exposed _ _ => true | _ => false end) l in
  let known := map (filter (fun n => member (state p n) (choices f))) (flat_map about l) in
  let settled := match asked l with
    | Some policies => forallb (fun one => existsb (fun other => subset one other && subset other one) known) policies
    | None => false
    end in
  if existsb (fun said => match said with NotExposed _ _ => true | _ => false end) l then Never
  else if exposed && existsb (fun said => match said with Trap _ _ _ => true | _ => false end) l then Depends
  else if exposed && (existsb (fun said => match said with Tabular => true | _ => false end) l
    || existsb (fun said => match said with Order _ => true | _ => false end) l && settled) then Always
  else Undecided.
End Claims.

(* The values settle the facts; every claim holds, no two about one policy; the verdict follows. *)
Definition certified (p : problem) (v : values) (l : list claim) (said : verdict) : Prop :=
  exists f, settle p v = Some f /\ Forall (fun one => holds p f one = true) l
    /\ once (flat_map about l) = true /\ follows p f l = said.
`;
