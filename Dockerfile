# The app on the Functions host, with Tesseract. Built by `azd deploy` (azure.yaml) or: docker build -t comic2pdf .
# docs/azure.md says what of this was never exercised.

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY . .
RUN dotnet publish Comic2Pdf.Functions/Comic2Pdf.Functions.csproj -c Release -o /app

# The text detector's model. Without it, or without a network to fetch it, lettering is found the built-in way.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS model
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

FROM mcr.microsoft.com/azure-functions/dotnet-isolated:4-dotnet-isolated10.0
# Names of tesseract-ocr-* packages; OCR_LANG must not ask for others.
ARG OCR_LANGUAGES="eng fra osd"
# The folders are those that the host and the app write into; everything else stays root's.
USER root
RUN apt-get update \
 && apt-get install -y --no-install-recommends tesseract-ocr $(for l in $OCR_LANGUAGES; do echo "tesseract-ocr-$l"; done) \
 && rm -rf /var/lib/apt/lists/* \
 && mkdir -p /azure-functions-host/Secrets /home/LogFiles /home/data /tmp/comic2pdf \
 && chown -R "${APP_UID:-1654}" /azure-functions-host/Secrets /home /tmp/comic2pdf

COPY --from=build /app /home/site/wwwroot
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
