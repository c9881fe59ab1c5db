# Two images. `serve`: the program with its own runtime, for a NAS or a server (compose.yaml). `functions`, the last and so the default: the app on the
# Functions host, which `azd deploy` builds (azure.yaml). docs/install.md and docs/azure.md say what of this was tried, and how.
#   docker build --target serve -t comic2pdf .        docker build --target functions -t comic2pdf-functions .

# Other bases can be named, from a mirror for instance.
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0
ARG SERVE_IMAGE=debian:12-slim
ARG FUNCTIONS_IMAGE=mcr.microsoft.com/azure-functions/dotnet-isolated:4-dotnet-isolated10.0
# Names of tesseract-ocr-* packages; OCR_LANG must not ask for others.
ARG OCR_LANGUAGES="eng fra osd"

# The models that reading is better with. Without them, or without a network to fetch them, lettering is found the built-in way.
FROM ${SDK_IMAGE} AS model
ARG TEXT_DETECTOR=true
WORKDIR /model
COPY Directory.Build.props Directory.Packages.props global.json .editorconfig ./
COPY eng eng
COPY tools tools
RUN mkdir -p .build/models \
 && if [ "$TEXT_DETECTOR" = true ]; then \
      apt-get update && apt-get install -y --no-install-recommends npm \
      && sh -euc 'root=/model; . eng/lib.sh; fetch_model'; \
    fi \
 && rm -f .build/models/.fetch-tried .build/models/.fold-failed

FROM ${SDK_IMAGE} AS build-serve
WORKDIR /src
COPY . .
# The program brings its runtime: the image below needs none.
RUN case "$(uname -m)" in aarch64) rid=linux-arm64 ;; *) rid=linux-x64 ;; esac \
 && dotnet publish Comic2Pdf.Cli -c Release -r "$rid" --self-contained true -p:PublishReadyToRun=true -p:FunctionsBundle=false -o /app \
 && rm -f /app/*.pdb /app/*.xml

FROM ${SERVE_IMAGE} AS serve
ARG OCR_LANGUAGES
# tini hands signals on and collects what ended. The folder is there before the volume: an empty named volume takes its owner.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libssl3 libstdc++6 zlib1g tini tesseract-ocr $(for l in $OCR_LANGUAGES; do echo "tesseract-ocr-$l"; done) \
 && rm -rf /var/lib/apt/lists/* \
 && mkdir -p /data && chown 1000:1000 /data
COPY --from=build-serve /app /opt/comic2pdf
COPY --from=model /model/.build/models /opt/comic2pdf/models
COPY --chmod=0755 eng/package/docker/entrypoint eng/package/docker/comic2pdf eng/package/docker/healthcheck /usr/local/bin/
# Started as root, it becomes PUID:PGID before the program is loaded; started as another user (--user, Kubernetes) it stays that one.
ENV DATA_DIR=/data \
    HTTP_BIND=0.0.0.0 \
    HTTP_PORT=18083 \
    PUID=1000 \
    PGID=1000
VOLUME /data
EXPOSE 18083
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["/usr/local/bin/healthcheck"]
ENTRYPOINT ["/usr/bin/tini", "--", "/usr/local/bin/entrypoint"]
CMD ["serve"]

FROM ${SDK_IMAGE} AS build-functions
WORKDIR /src
COPY . .
RUN dotnet publish Comic2Pdf.Functions/Comic2Pdf.Functions.csproj -c Release -o /app

FROM ${FUNCTIONS_IMAGE} AS functions
ARG OCR_LANGUAGES
# The folders are those that the host and the app write into; everything else stays root's.
USER root
RUN apt-get update \
 && apt-get install -y --no-install-recommends tesseract-ocr $(for l in $OCR_LANGUAGES; do echo "tesseract-ocr-$l"; done) \
 && rm -rf /var/lib/apt/lists/* \
 && mkdir -p /azure-functions-host/Secrets /home/LogFiles /home/data /tmp/comic2pdf \
 && chown -R "${APP_UID:-1654}" /azure-functions-host/Secrets /home /tmp/comic2pdf

COPY --from=build-functions /app /home/site/wwwroot
COPY --from=model /model/.build/models /home/site/wwwroot/models

# A port that needs no rights: the pictures of strangers are decoded in here.
# At / the app shows its own page, not the host's.
# The host stops bodies at 100 MB unless it is told otherwise; 600 MiB lets the app say its own limit, MAX_INPUT_SIZE_MB.
ENV AzureWebJobsScriptRoot=/home/site/wwwroot \
    ASPNETCORE_URLS=http://+:8080 \
    AzureWebJobsDisableHomepage=true \
    FUNCTIONS_REQUEST_BODY_SIZE_LIMIT=629145600 \
    DATA_DIR=/tmp/comic2pdf
USER ${APP_UID:-1654}
EXPOSE 8080
