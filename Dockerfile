# One image for Prefect's worker, for Dask's workers and for single commands; compose.yaml starts them together.
FROM debian:12-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        ca-certificates git python3 python3-venv tesseract-ocr tesseract-ocr-chi-sim tesseract-ocr-osd tesseract-ocr-vie \
        tesseract-ocr-tur tesseract-ocr-spa tesseract-ocr-deu tesseract-ocr-fra tesseract-ocr-por \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/origin-audit
COPY . .
# The launcher installs the locked packages into .venv, as it does on any machine.
RUN ./origin-audit forms >/dev/null
RUN useradd --create-home --uid 1000 audit \
    && mkdir -p /srv/audit/data \
    && chown -R audit /srv/audit \
    && ln -s /srv/audit/data/out out
USER audit
WORKDIR /srv/audit
ENV PYTHONPATH=/opt/origin-audit PYTHONSAFEPATH=1 PATH=/opt/origin-audit/.venv/bin:/opt/origin-audit:$PATH
ENTRYPOINT ["origin-audit"]
CMD ["--help"]
