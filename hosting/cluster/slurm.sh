#!/bin/sh
# Build a site with SLURM alone: sh hosting/cluster/slurm.sh, in the folder of the project, which every node sees.
# SHARES is how many processes make pages; each reads the whole corpus once, so more than 32 seldom pay.
set -eu
shares=${SHARES:-8}
folders="--corpus corpus --docs docs --output build/html"

submit() { sbatch --parsable --cpus-per-task=1 --mem="${MEM:-2G}" --time="${TIME:-01:00:00}" "$@"; }

read=$(submit --array="1-$shares" --wrap "fatiao stage read --shard \$SLURM_ARRAY_TASK_ID/$shares $folders")
convert=$(submit --dependency="afterany:$read" --wrap "fatiao stage convert $folders")
pages=$(submit --dependency="afterok:$convert" --array="1-$shares" \
  --wrap "fatiao stage pages --shard \$SLURM_ARRAY_TASK_ID/$shares $folders")
# afterany: what a share that failed did not make, the build makes itself
build=$(submit --dependency="afterany:$pages" --wrap "fatiao build $folders")
echo "the site is built when job $build is done"
