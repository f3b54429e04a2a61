# syntax=docker/dockerfile:1

# Three images from one file: `bot` (no engine), `worker` (CPU) and `worker-cuda` (NVIDIA).
# The engine's binaries need glibc 2.34 or newer: Debian 12 and Ubuntu 24.04 have it, Alpine doesn't.
ARG NODE_IMAGE=node:24-bookworm-slim
# The CUDA release that the engine's main CUDA library links against (libcudart.so.13, libcublas.so.13).
ARG CUDA_IMAGE=nvidia/cuda:13.1.1-base-ubuntu24.04
ARG CUDA_PACKAGES=13-1

FROM ${NODE_IMAGE} AS node

# Everything that is needed to build, and nothing of it in the images.
FROM node AS build
RUN apt-get update \
 && apt-get install --yes --no-install-recommends g++ make python3 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_LLAMA_CPP_SKIP_DOWNLOAD=true NODE_LLAMA_CPP_POSTINSTALL=skip ONNXRUNTIME_NODE_INSTALL=skip
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY src src
# The bundle holds the engine's sources: only a build of llama.cpp would need them. transformers.js has its part for
# browsers built in, and of the ONNX runtime's binaries one kind is used.
RUN node scripts/build.mjs \
 && npm prune --omit=dev \
 && rm -rf node_modules/node-llama-cpp/llama/gitRelease.bundle node_modules/onnxruntime-web \
 && find node_modules/onnxruntime-node/bin -mindepth 3 -maxdepth 3 -type d \
      ! -path "*/linux/$(node -p process.arch)" -exec rm -rf {} +

# The dependencies of each image: the engine comes as one package per kind of machine, of which one is used at most.
FROM build AS bot-dependencies
RUN rm -rf node_modules/@node-llama-cpp node_modules/@huggingface/transformers node_modules/onnxruntime-*

FROM build AS worker-dependencies
RUN find node_modules/@node-llama-cpp -mindepth 1 -maxdepth 1 \
      ! -name "linux-$(node -p process.arch)" -exec rm -rf {} +

FROM build AS worker-cuda-dependencies
RUN find node_modules/@node-llama-cpp -mindepth 1 -maxdepth 1 \
      ! -name "linux-x64-cuda" -exec rm -rf {} +

# What all images share: the program, its data folder, a user without rights.
FROM node AS runtime
WORKDIR /app
RUN mkdir data && chown node:node data
ENV NODE_ENV=production NODE_LLAMA_CPP_SKIP_DOWNLOAD=true HEALTH_PORT=8471
COPY package.json ./
COPY migrations migrations
COPY characters characters
COPY catalogue catalogue
COPY --from=build /app/dist dist
USER node
HEALTHCHECK --interval=10s --timeout=5s --start-period=180s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.HEALTH_PORT + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "dist/src/cli/main.js"]

FROM runtime AS bot
COPY --from=bot-dependencies /app/node_modules node_modules
CMD ["bot"]

FROM runtime AS worker
COPY --from=worker-dependencies /app/node_modules node_modules
COPY models/hearthside-4m models/hearthside-4m
CMD ["worker"]

# libcuda.so.1, the driver's own part, comes from the NVIDIA Container Toolkit at run time.
FROM ${CUDA_IMAGE} AS worker-cuda
ARG CUDA_PACKAGES
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libatomic1 "libcublas-${CUDA_PACKAGES}" \
 && rm -rf /var/lib/apt/lists/*
COPY --from=node /usr/local/bin/node /usr/local/bin/node
WORKDIR /app
ENV NODE_ENV=production NODE_LLAMA_CPP_SKIP_DOWNLOAD=true HEALTH_PORT=8471 GPU=cuda \
    NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility
COPY package.json ./
COPY catalogue catalogue
COPY --from=build /app/dist dist
COPY --from=worker-cuda-dependencies /app/node_modules node_modules
COPY models/hearthside-4m models/hearthside-4m
USER ubuntu
HEALTHCHECK --interval=10s --timeout=5s --start-period=180s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.HEALTH_PORT + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "dist/src/cli/main.js"]
CMD ["worker"]
