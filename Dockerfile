# Builds with the locked dependencies; what was needed only for building stays behind in the first stage.
FROM python:3.13-slim AS build
WORKDIR /source
COPY requirements.lock requirements-dev.lock ./
RUN python -m venv /tools \
 && /tools/bin/pip install --quiet --require-hashes -r requirements-dev.lock \
 && /tools/bin/pip wheel --quiet --no-build-isolation --use-pep517 --require-hashes -r requirements.lock --wheel-dir /wheels
COPY . .
RUN /tools/bin/pip wheel --quiet --no-build-isolation --no-deps --wheel-dir /wheels .

FROM python:3.13-slim
# Pango and fonts draw the PDF of the weekly report.
RUN apt-get update --quiet \
 && apt-get install --quiet --yes --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation \
 && rm -rf /var/lib/apt/lists/*
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --quiet --no-index --find-links /wheels cobridge \
 && useradd --create-home --uid 10001 cobridge \
 && install --directory --owner cobridge /var/lib/cobridge
USER cobridge
ENV COBRIDGE_DATA_DIR=/var/lib/cobridge
VOLUME /var/lib/cobridge
ENTRYPOINT ["cobridge"]
EXPOSE 8080
CMD ["run", "--host", "0.0.0.0"]
