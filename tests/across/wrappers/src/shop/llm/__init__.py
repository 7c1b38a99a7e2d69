from shop.llm.client import Model, ask
