"""Agents and prompt builders of other frameworks."""

from datetime import datetime

import dspy
from agno.agent import Agent as AgnoAgent
from autogen_agentchat.agents import AssistantAgent
from autogen_core.model_context import BufferedChatCompletionContext
from autogen_core.models import SystemMessage, UserMessage
from autogen_ext.models.openai import OpenAIChatCompletionClient
from claude_agent_sdk import ClaudeAgentOptions
from crewai import LLM as CrewLLM
from crewai import Agent as CrewAgent
from crewai import Task
from google.adk.agents import LlmAgent
from haystack.components.builders import ChatPromptBuilder, PromptBuilder
from haystack.components.generators.chat import OpenAIChatGenerator
from haystack.dataclasses import ChatMessage
from langchain.memory import ConversationBufferWindowMemory
from langchain_core.prompts import FewShotPromptTemplate
from llama_index.core import PromptTemplate
from llama_index.core.agent.workflow import FunctionAgent
from llama_index.core.llms import ChatMessage as LlamaMessage
from llama_index.core.prompts import RichPromptTemplate
from llama_index.llms.openai import OpenAI
from semantic_kernel import Kernel
from semantic_kernel.agents import ChatCompletionAgent
from semantic_kernel.contents import ChatHistory
from smolagents import CodeAgent, LiteLLMModel
from strands import Agent as StrandsAgent
from strands.agent import SlidingWindowConversationManager

RULES = """You answer questions about orders of our shop. Be short and friendly. Never promise a refund before you have looked at the order.
Quote the paragraph of the terms that you rely on. Answer in the language of the customer. Say so when you do not know something."""

# ---- agents ---------------------------------------------------------------------------------------------------------


def adk(state):
    def instruction(context):
        return f"It is {datetime.now()}. {RULES}"  # expect: PFX101

    return LlmAgent(name="shop", model="gemini-3-pro", instruction=instruction)  # request: google LlmAgent None


placeholders = LlmAgent(name="shop", instruction="The customer is {user:user_name}. " + RULES)  # expect: PFX103
split = LlmAgent(name="shop", static_instruction=RULES)  # ok: PFX103


def smol():
    return CodeAgent(tools=[], model=None, instructions=f"It is {datetime.now()}. {RULES}")  # expect: PFX101


def windows():
    kept = BufferedChatCompletionContext(buffer_size=12)  # expect: PFX502
    manager = SlidingWindowConversationManager(window_size=20)  # expect: PFX502
    memory = ConversationBufferWindowMemory(k=10)  # expect: PFX502
    return kept, manager, memory


def picked_examples(selector):
    return FewShotPromptTemplate(example_selector=selector, suffix=f"{RULES} {{question}}")  # expect: PFX105


def strands():
    return StrandsAgent(system_prompt=f"It is {datetime.now()}. {RULES}")  # expect: PFX101


def agno():
    return AgnoAgent(instructions=[f"It is {datetime.now()}.", RULES])  # expect: PFX101


switched = AgnoAgent(
    instructions=RULES,
    add_datetime_to_context=True,  # expect: PFX801
    add_history_to_context=True,  # expect: PFX502
)
not_switched = AgnoAgent(instructions=RULES, add_datetime_to_context=False)  # ok: PFX101


def autogen():
    return AssistantAgent(
        "shop",
        model_client=None,
        system_message=f"It is {datetime.now()}. {RULES}",  # expect: PFX101
    )


async def autogen_client(question):
    client = OpenAIChatCompletionClient(model="gpt-4o")
    return await client.create(  # request: openai create gpt-4o
        [
            SystemMessage(content=f"{datetime.now()} {RULES}"),  # expect: PFX101
            UserMessage(content=question, source="user"),
        ]
    )


def kernel_agent():
    return ChatCompletionAgent(name="shop", instructions=f"It is {datetime.now()}. {RULES}")  # expect: PFX101


async def kernel_prompt(kernel: Kernel, arguments):
    return await kernel.invoke_prompt(  # request: None invoke_prompt None
        "It is {{$current_time}}. " + RULES,  # expect: PFX101
        arguments=arguments,
    )


def kernel_history():
    return ChatHistory(system_message=f"It is {datetime.now()}. {RULES}")  # expect: PFX101


crew = CrewAgent(role="Clerk", goal="Help", backstory="It is {current_time}. " + RULES)  # expect: PFX101
task = Task(description="Answer {question}. " + RULES, expected_output="A short answer")  # expect: PFX104


def crew_llm(question):
    return CrewLLM(model="anthropic/claude-sonnet-4-5").call(  # request: anthropic call claude-sonnet-4-5
        f"{datetime.now()} {RULES} {question}"  # expect: PFX101
    )


def llama_agent():
    return FunctionAgent(tools=[], system_prompt=f"It is {datetime.now()}. {RULES}")  # expect: PFX101


def claude():
    return ClaudeAgentOptions(system_prompt=f"It is {datetime.now()}. {RULES}")  # expect: PFX101


def own(shop_agents):
    from shop import Agent

    return Agent(name="shop", instructions=f"It is {datetime.now()}. {RULES}")  # expect: PFX101


# ---- models and prompts ---------------------------------------------------------------------------------------------


def llama_chat(question):
    llm = OpenAI(model="gpt-4o")
    return llm.chat(  # request: openai chat gpt-4o
        [
            LlamaMessage(role="system", content=f"{datetime.now()} {RULES}"),  # expect: PFX101
            LlamaMessage(role="user", content=question),
        ]
    )


async def llama_complete(question):
    return await OpenAI(model="gpt-4o").acomplete(  # request: openai complete gpt-4o
        f"{datetime.now()} {RULES} {question}"  # expect: PFX101
    )


QA = PromptTemplate("Context: {context_str}\nQuestion: {query_str}\n" + RULES)  # expect: PFX104
RICH = RichPromptTemplate("{% for chunk in chunks %}{{ chunk.text }}{% endfor %}\n" + RULES)  # expect: PFX104
RIGHT = PromptTemplate(RULES + "\nContext: {context_str}\nQuestion: {query_str}")  # ok: PFX104

builder = PromptBuilder(template="{% for doc in documents %}{{ doc.content }}{% endfor %}\n" + RULES)  # expect: PFX104
chat_builder = ChatPromptBuilder(
    template=[
        ChatMessage.from_system("It is {{ current_time }}. " + RULES),  # expect: PFX101
        ChatMessage.from_user("{{ question }}"),
    ]
)


def haystack(question):
    generator = OpenAIChatGenerator(model="gpt-4o")
    return generator.run(  # request: openai run gpt-4o
        [ChatMessage.from_system(f"{datetime.now()} {RULES}"), ChatMessage.from_user(question)]  # expect: PFX101
    )


def dspy_program(question):
    lm = dspy.LM("anthropic/claude-sonnet-4-5")
    lm(  # request: anthropic dspy.LM claude-sonnet-4-5
        messages=[{"role": "system", "content": f"{datetime.now()} {RULES}"}]  # expect: PFX101
    )
    return dspy.Signature("question -> answer", f"It is {datetime.now()}. {RULES}")  # expect: PFX101


def smol_model(question):
    model = LiteLLMModel(model_id="gemini/gemini-3-pro")
    return model(  # request: google generate gemini-3-pro
        [{"role": "system", "content": f"{datetime.now()} {RULES}"}]  # expect: PFX101
    )
