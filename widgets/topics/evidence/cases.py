"""Settings of the evidence at which something turns or ends, for the tests."""


def cases(figure):
    """Yield changes of a new figure's setting."""
    yield {}
    for _, values in figure.presets():
        yield values
    for name, each in figure.inputs.items():
        if each.kind == "several":
            values = [option.value for option in each.options]
            yield {name: values}
            yield {name: values[:1]}
            yield {name: values[-2:]}
    yield {"text": "no card holds these words"}
    yield {"text": "  SAVE   Money "}
    yield {"text": "‘"}
    yield {"text": "people’s"}
    claim = figure.all_claims.iloc[0]
    yield {"text": claim["claim"]}
    yield {"topic": [claim["topic"]], "ground": [claim["ground"]], "stance": [claim["stance"]]}
