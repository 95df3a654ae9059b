#!/usr/bin/env bash
# One experiment done three ways: by one process, by a Slurm job array of two tasks, by two jobs of GNU parallel. Their results must be the
# same to the byte. Starts a Slurm of its own on this machine (Debian: apt-get install slurm-wlm munge parallel; needs root for munge's
# socket) and stops it at the end.
#
#   npm run build && bench/arrays.sh [FILE.linspg]
set -euo pipefail
cd "$(dirname "$0")/.."
spec=$(realpath "${1:-bench/arrays.linspg}")
linspg="node $PWD/dist/cli.cjs"
work=$(mktemp -d)
chmod 755 "$work"
daemons=()
cleanup() {
  for pid in "${daemons[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${daemons[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap cleanup EXIT

start_slurm() {
  mkdir -p "$work/munge" "$work/state" "$work/spool"
  chown munge: "$work/munge"
  chmod 755 "$work/munge"
  dd if=/dev/urandom of="$work/key" bs=1 count=1024 status=none
  chown munge: "$work/key"
  chmod 400 "$work/key"
  runuser -u munge -- munged --foreground --key-file="$work/key" --socket="$work/munge/socket" \
    --pid-file="$work/munge/pid" --seed-file="$work/munge/seed" --log-file="$work/munge/log" 2>/dev/null &
  daemons+=($!)
  cat >"$work/slurm.conf" <<CONF
ClusterName=linspg
SlurmctldHost=$(hostname -s)
SlurmUser=root
SlurmctldPort=26817
SlurmdPort=26818
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CredType=cred/munge
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
ReturnToService=2
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES State=UP
CONF
  export SLURM_CONF="$work/slurm.conf"
  slurmctld -D & daemons+=($!)
  slurmd -D & daemons+=($!)
  until sinfo --noheader --states=idle --format=%n 2>/dev/null | grep -q .; do
    for pid in "${daemons[@]}"; do
      kill -0 "$pid" 2>/dev/null || { echo 'a daemon of Slurm ended:'; tail "$work"/*.log; exit 1; }
    done
    sleep 0.2
  done
}

echo "one process"
$linspg run "$spec" --out "$work/one" --workers 1

echo "Slurm: an array of two tasks"
start_slurm >"$work/daemons.log" 2>&1
cat >"$work/job.sh" <<'JOB'
#!/bin/bash
exec $LINSPG run "$SPEC" --out "$OUT" --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --workers 1
JOB
LINSPG=$linspg SPEC=$spec OUT=$work/slurm sbatch --wait --array=1-2 --chdir="$work" "$work/job.sh"
cat "$work"/slurm-*.out
$linspg merge "$work/slurm"

echo "GNU parallel: two jobs"
parallel --will-cite --jobs 2 "$linspg run $spec --out $work/parallel --shard {}/2 --workers 1" ::: 1 2
$linspg merge "$work/parallel"

for way in slurm parallel; do
  cmp "$work/one/results.json" "$work/$way/results.json" && echo "$way: the same $(stat -c %s "$work/one/results.json") bytes as one process"
done
